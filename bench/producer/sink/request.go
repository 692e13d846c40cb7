package main

import (
	"bytes"
	"encoding/json"
	"errors"
)

// entry is one record of a PutRecords request; its fields are views on the body.
type entry struct {
	base64, partitionKey, explicitHashKey []byte
	size                                  int
}

var errRequest = errors.New("the body is no PutRecords request")

// scanner walks a PutRecords body without building a document: base64 is skipped at the speed of memchr.
type scanner struct {
	body     []byte
	position int
}

func (s *scanner) peek() byte {
	for s.position < len(s.body) {
		switch c := s.body[s.position]; c {
		case ' ', '\n', '\t', '\r':
			s.position++
		default:
			return c
		}
	}
	return 0
}

func (s *scanner) accept(c byte) bool {
	if s.peek() != c {
		return false
	}
	s.position++
	return true
}

func (s *scanner) text() ([]byte, error) {
	if !s.accept('"') {
		return nil, errRequest
	}
	start := s.position
	for {
		quote := bytes.IndexByte(s.body[s.position:], '"')
		if quote < 0 {
			return nil, errRequest
		}
		s.position += quote + 1
		slashes := 0
		for at := s.position - 2; at >= start && s.body[at] == '\\'; at-- {
			slashes++
		}
		if slashes%2 == 0 {
			break
		}
	}
	raw := s.body[start : s.position-1]
	if bytes.IndexByte(raw, '\\') < 0 {
		return raw, nil
	}
	var value string
	err := json.Unmarshal(s.body[start-1:s.position], &value)
	return []byte(value), err
}

// members calls value for each member of an object; value must consume it.
func (s *scanner) members(value func(name string) error) error {
	if !s.accept('{') {
		return errRequest
	}
	for !s.accept('}') {
		name, err := s.text()
		if err != nil || !s.accept(':') {
			return errRequest
		}
		if err := value(string(name)); err != nil {
			return err
		}
		if !s.accept(',') && s.peek() != '}' {
			return errRequest
		}
	}
	return nil
}

func (s *scanner) entry() (entry, error) {
	var e entry
	err := s.members(func(name string) error {
		value, err := s.text()
		switch name {
		case "Data":
			e.base64 = value
			e.size = len(value)/4*3 - bytes.Count(value[max(0, len(value)-2):], []byte("="))
		case "PartitionKey":
			e.partitionKey = value
		case "ExplicitHashKey":
			e.explicitHashKey = value
		}
		return err
	})
	return e, err
}

// scanPutRecords appends the entries of the request; what the service refuses as a whole is an error.
func scanPutRecords(body []byte, entries []entry) ([]entry, error) {
	s := &scanner{body: body}
	err := s.members(func(name string) error {
		if name != "Records" {
			_, err := s.text()
			return err
		}
		if !s.accept('[') {
			return errRequest
		}
		for !s.accept(']') {
			e, err := s.entry()
			if err != nil {
				return err
			}
			entries = append(entries, e)
			if !s.accept(',') && s.peek() != ']' {
				return errRequest
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	total := 0
	for _, e := range entries {
		total += e.size + len(e.partitionKey)
		if len(e.partitionKey) == 0 || e.size+len(e.partitionKey) > 1<<20 {
			return nil, errors.New("a record is too large or has no partition key")
		}
	}
	if len(entries) == 0 || len(entries) > 500 || total > 10<<20 {
		return nil, errors.New("more than 500 records or 10 MiB")
	}
	return entries, nil
}
