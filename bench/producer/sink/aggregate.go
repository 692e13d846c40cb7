package main

import (
	"bytes"
	"crypto/md5"
	"encoding/binary"
	"errors"
)

// userRecord is one record as the application put it; its fields are views.
type userRecord struct {
	partitionKey, explicitHashKey, data []byte
}

func (r userRecord) hash() (hashKey, error) {
	if r.explicitHashKey != nil {
		return parseHashKey(r.explicitHashKey)
	}
	return hashOfPartitionKey(r.partitionKey), nil
}

var (
	magic        = []byte{0xf3, 0x89, 0x9a, 0xc2}
	errAggregate = errors.New("the aggregate is malformed")
)

// field reads one protobuf field: its number, its bytes (length-delimited) or its value (varint), and what follows.
func field(message []byte) (number uint64, content []byte, value uint64, rest []byte, err error) {
	tag, n := binary.Uvarint(message)
	if n <= 0 {
		return 0, nil, 0, nil, errAggregate
	}
	value, m := binary.Uvarint(message[n:])
	if m <= 0 {
		return 0, nil, 0, nil, errAggregate
	}
	rest = message[n+m:]
	switch tag & 7 {
	case 0:
		return tag >> 3, nil, value, rest, nil
	case 2:
		if value > uint64(len(rest)) {
			return 0, nil, 0, nil, errAggregate
		}
		return tag >> 3, rest[:value], value, rest[value:], nil
	}
	return 0, nil, 0, nil, errAggregate
}

type indexedRecord struct {
	partitionKey, explicitHashKey int
	data                          []byte
}

// deaggregate appends the user records of a Kinesis record in the format of the Kinesis Producer Library; isAggregate says whether it is one.
func deaggregate(data []byte, records []userRecord) (_ []userRecord, isAggregate bool, err error) {
	if !bytes.HasPrefix(data, magic) {
		return records, false, nil
	}
	if len(data) < len(magic)+md5.Size {
		return nil, true, errAggregate
	}
	message, digest := data[len(magic):len(data)-md5.Size], data[len(data)-md5.Size:]
	if sum := md5.Sum(message); !bytes.Equal(sum[:], digest) {
		return nil, true, errors.New("the aggregate's MD5 is wrong")
	}
	var partitionKeys, explicitHashKeys [][]byte
	var indexed []indexedRecord
	for len(message) > 0 {
		number, content, _, rest, err := field(message)
		if err != nil || content == nil {
			return nil, true, errAggregate
		}
		message = rest
		switch number {
		case 1:
			partitionKeys = append(partitionKeys, content)
		case 2:
			explicitHashKeys = append(explicitHashKeys, content)
		case 3:
			record, err := readRecord(content)
			if err != nil {
				return nil, true, err
			}
			indexed = append(indexed, record)
		default:
			return nil, true, errAggregate
		}
	}
	for _, r := range indexed {
		if r.partitionKey < 0 || r.partitionKey >= len(partitionKeys) || r.explicitHashKey >= len(explicitHashKeys) {
			return nil, true, errAggregate
		}
		record := userRecord{partitionKey: partitionKeys[r.partitionKey], data: r.data}
		if r.explicitHashKey >= 0 {
			record.explicitHashKey = explicitHashKeys[r.explicitHashKey]
		}
		records = append(records, record)
	}
	return records, true, nil
}

func readRecord(message []byte) (indexedRecord, error) {
	record := indexedRecord{partitionKey: -1, explicitHashKey: -1}
	for len(message) > 0 {
		number, content, value, rest, err := field(message)
		if err != nil {
			return record, err
		}
		message = rest
		switch number {
		case 1:
			record.partitionKey = int(value)
		case 2:
			record.explicitHashKey = int(value)
		case 3:
			record.data = content
		default:
			return record, errAggregate
		}
	}
	return record, nil
}
