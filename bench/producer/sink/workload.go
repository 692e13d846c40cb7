package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// workload says which record of the test a user record is, by its data alone.
type workload interface {
	// identify returns the record's number and that of its key; ok is false when the data is not as it was put.
	identify(data []byte) (record, key int, ok bool)
	records() int
}

// keys are pk-000000, pk-000001, …
type keys struct {
	names  [][]byte
	hashes []hashKey
}

func newKeys(count int) keys {
	var k keys
	for n := 0; n < count; n++ {
		name := []byte(fmt.Sprintf("pk-%06d", n))
		k.names = append(k.names, name)
		k.hashes = append(k.hashes, hashOfPartitionKey(name))
	}
	return k
}

// windows is the workload of the bench: record n is the window at offset n of one text of random letters, put under key n, so that the
// records cost the caller nothing to make and each is still known by its first letters.
type windows struct {
	text     []byte
	size     int
	byPrefix map[uint64]int
}

func newWindows(count, size int) *windows {
	w := &windows{text: randomLetters(count + size), size: size, byPrefix: map[uint64]int{}}
	for n := 0; n < count; n++ {
		w.byPrefix[binary.BigEndian.Uint64(w.text[n:])] = n
	}
	if len(w.byPrefix) != count {
		panic("two windows begin alike")
	}
	return w
}

// randomLetters must make the same text as every harness does.
func randomLetters(length int) []byte {
	text := make([]byte, length)
	state := uint32(42)
	for i := range text {
		state = (state*1103515245 + 12345) & 0x7fffffff
		text[i] = 'a' + byte((state>>8)%26)
	}
	return text
}

func (w *windows) identify(data []byte) (int, int, bool) {
	if len(data) != w.size {
		return 0, 0, false
	}
	n, ok := w.byPrefix[binary.BigEndian.Uint64(data)]
	return n, n, ok && bytes.Equal(data, w.text[n:n+w.size])
}

func (w *windows) records() int { return len(w.byPrefix) }

// numbered is the workload of the faults: every record begins with its own number in ten digits and is filled up with dots; record n
// has key n modulo the number of keys.
type numbered struct {
	count, size, keys int
}

func (w *numbered) identify(data []byte) (int, int, bool) {
	if len(data) != w.size {
		return 0, 0, false
	}
	n := 0
	for _, digit := range data[:10] {
		if digit < '0' || digit > '9' {
			return 0, 0, false
		}
		n = n*10 + int(digit-'0')
	}
	for _, c := range data[10:] {
		if c != '.' {
			return 0, 0, false
		}
	}
	return n, n % w.keys, n < w.count
}

func (w *numbered) records() int { return w.count }
