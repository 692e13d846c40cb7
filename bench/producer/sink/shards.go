package main

import (
	"crypto/md5"
	"encoding/binary"
	"fmt"
	"math/big"
	"math/bits"
	"strings"
)

// hashKey is an unsigned number of 128 bits.
type hashKey struct{ high, low uint64 }

func hashOfPartitionKey(key []byte) hashKey {
	sum := md5.Sum(key)
	return hashKey{binary.BigEndian.Uint64(sum[:8]), binary.BigEndian.Uint64(sum[8:])}
}

func parseHashKey(decimal []byte) (hashKey, error) {
	if len(decimal) == 0 || len(decimal) > 39 {
		return hashKey{}, fmt.Errorf("explicit hash key %q", decimal)
	}
	var key hashKey
	for _, digit := range decimal {
		if digit < '0' || digit > '9' {
			return hashKey{}, fmt.Errorf("explicit hash key %q", decimal)
		}
		carryHigh, low := bits.Mul64(key.low, 10)
		overflow, high := bits.Mul64(key.high, 10)
		low, carry := bits.Add64(low, uint64(digit-'0'), 0)
		high, over := bits.Add64(high, carryHigh, carry)
		if overflow+over > 0 {
			return hashKey{}, fmt.Errorf("explicit hash key %q is above 2^128 - 1", decimal)
		}
		key = hashKey{high, low}
	}
	return key, nil
}

// topology is a stream of equal shards, numbered from first.
type topology struct{ first, count int }

// shardOf is floor(hash * count / 2^128).
func (t topology) shardOf(key hashKey) int {
	carry, _ := bits.Mul64(key.low, uint64(t.count))
	high, low := bits.Mul64(key.high, uint64(t.count))
	_, over := bits.Add64(low, carry, 0)
	return t.first + int(high+over)
}

func shardID(shard int) string { return fmt.Sprintf("shardId-%012d", shard) }

// start is the smallest hash key of the n-th shard.
func (t topology) start(n int) *big.Int {
	count := big.NewInt(int64(t.count))
	value := new(big.Int).Lsh(big.NewInt(int64(n)), 128)
	value.Add(value, new(big.Int).Sub(count, big.NewInt(1)))
	return value.Div(value, count)
}

// list is the answer to ListShards: the open shards, all on one page.
func (t topology) list() string {
	var shards []string
	for n := 0; n < t.count; n++ {
		end := new(big.Int).Sub(t.start(n+1), big.NewInt(1))
		shards = append(shards, fmt.Sprintf(
			`{"ShardId":"%s","HashKeyRange":{"StartingHashKey":"%s","EndingHashKey":"%s"},"SequenceNumberRange":{"StartingSequenceNumber":"1"}}`,
			shardID(t.first+n), t.start(n), end))
	}
	return `{"Shards":[` + strings.Join(shards, ",") + `]}`
}

// describe is the answer to DescribeStreamSummary.
func (t topology) describe() string {
	return fmt.Sprintf(`{"StreamDescriptionSummary":{"StreamName":"bench","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/bench",`+
		`"StreamStatus":"ACTIVE","OpenShardCount":%d,"RetentionPeriodHours":24,"StreamCreationTimestamp":1700000000,"EnhancedMonitoring":[],`+
		`"StreamModeDetails":{"StreamMode":"PROVISIONED"},"RecordDistributionStrategy":"USER_PARTITION_KEY","MaxRecordSizeInKiB":1024}}`, t.count)
}
