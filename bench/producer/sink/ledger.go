package main

import (
	"os"
	"sync"
	"syscall"
	"unsafe"
)

// ledger counts how often each record of a workload has arrived, and in which order those of one key did. It lives in a file: a sink
// that is killed forgets nothing it has acknowledged.
type ledger struct {
	mu       sync.Mutex
	totals   *totals
	last     []uint32
	arrivals []uint32
}

type totals struct {
	// UserRecords arrived, duplicates included.
	UserRecords int64 `json:"userRecords"`
	// WrongShard counts user records on another shard than their own partition key says.
	WrongShard int64 `json:"wrongShard"`
	// WrongKey counts user records that arrived under another partition key than they were put with.
	WrongKey int64 `json:"wrongKey"`
	// Damaged counts records whose bytes are not those that were put.
	Damaged int64 `json:"damaged"`
	// Dropped counts user records inside aggregates that the Kinesis Client Library would drop: one of them hashes to another shard.
	Dropped int64 `json:"dropped"`
	// Inversions counts records that arrived for the first time after a later one of the same key.
	Inversions int64 `json:"inversions"`
	Records    int64 `json:"kinesisRecords"`
	Calls      int64 `json:"calls"`
	// Throttled records, and calls that failed, were cut short or stalled, all by injection.
	Throttled int64 `json:"throttled"`
	Failed    int64 `json:"failed"`
	Cut       int64 `json:"cut"`
	Stalled   int64 `json:"stalled"`
}

func openLedger(file string, records, keys int) (*ledger, error) {
	header := int(unsafe.Sizeof(totals{}))
	size := header + 4*keys + 4*records
	var memory []byte
	if file == "" {
		memory = make([]byte, size)
	} else {
		handle, err := os.OpenFile(file, os.O_CREATE|os.O_RDWR, 0o644)
		if err != nil {
			return nil, err
		}
		defer handle.Close()
		if err := handle.Truncate(int64(size)); err != nil {
			return nil, err
		}
		if memory, err = syscall.Mmap(int(handle.Fd()), 0, size, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_SHARED); err != nil {
			return nil, err
		}
	}
	return &ledger{
		totals:   (*totals)(unsafe.Pointer(&memory[0])),
		last:     unsafe.Slice((*uint32)(unsafe.Pointer(&memory[header])), keys),
		arrivals: unsafe.Slice((*uint32)(unsafe.Pointer(&memory[header+4*keys])), records),
	}, nil
}

// arrived notes a user record; the caller holds the lock.
func (l *ledger) arrived(record, key int) {
	l.totals.UserRecords++
	l.arrivals[record]++
	if l.arrivals[record] > 1 {
		return
	}
	// numbers are kept with one added, for 0 means none yet
	if uint32(record)+1 < l.last[key] {
		l.totals.Inversions++
	} else {
		l.last[key] = uint32(record) + 1
	}
}

// injected notes what a call suffers.
func (l *ledger) injected(fate fate) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, fault := range []struct {
		happens bool
		count   *int64
	}{{fate.fail, &l.totals.Failed}, {fate.cut, &l.totals.Cut}, {fate.stall > 0, &l.totals.Stalled}} {
		if fault.happens {
			*fault.count++
		}
	}
}

// missing is how many of the records have not arrived when put one after the other, over and over, until `sent` were put.
func (l *ledger) missing(sent int) (missing int) {
	count := len(l.arrivals)
	for n, arrivals := range l.arrivals {
		expected := sent / count
		if n < sent%count {
			expected++
		}
		missing += max(0, expected-int(arrivals))
	}
	return missing
}
