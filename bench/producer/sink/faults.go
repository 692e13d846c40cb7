package main

import (
	"math/rand/v2"
	"sync"
	"time"
)

// faults are what goes wrong; probabilities are from 0 to 1.
type faults struct {
	// Throttle is the probability for one record.
	Throttle float64 `json:"throttle"`
	// Fail is the probability that a call is answered with HTTP 500; nothing of it is kept then.
	Fail float64 `json:"fail"`
	// Cut is the probability that the connection is closed in the middle of the answer; the call's records are kept.
	Cut float64 `json:"cut"`
	// Stall is the probability that a call waits StallMillis before it is worked on.
	Stall       float64 `json:"stall"`
	StallMillis int     `json:"stallMillis"`
	// Limits holds every shard to 1 MiB and 1000 records a second.
	Limits bool `json:"limits"`
}

type fate struct {
	fail, cut bool
	stall     time.Duration
}

func (f *faults) roll() (fate fate) {
	if f.Stall > 0 && rand.Float64() < f.Stall {
		fate.stall = time.Duration(f.StallMillis) * time.Millisecond
	}
	fate.fail = f.Fail > 0 && rand.Float64() < f.Fail
	fate.cut = !fate.fail && f.Cut > 0 && rand.Float64() < f.Cut
	return fate
}

func (f *faults) throttles() bool { return f.Throttle > 0 && rand.Float64() < f.Throttle }

const (
	bytesPerSecond   = 1 << 20
	recordsPerSecond = 1000
)

// limits holds a token bucket of one second for each shard.
type limits struct {
	mu      sync.Mutex
	buckets map[int]*bucket
}

type bucket struct {
	bytes, records float64
	filled         time.Time
}

func newLimits() *limits { return &limits{buckets: map[int]*bucket{}} }

func (l *limits) take(shard, bytes int) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	b, ok := l.buckets[shard]
	if !ok {
		b = &bucket{bytesPerSecond, recordsPerSecond, now}
		l.buckets[shard] = b
	}
	seconds := now.Sub(b.filled).Seconds()
	b.filled = now
	b.bytes = min(bytesPerSecond, b.bytes+seconds*bytesPerSecond)
	b.records = min(recordsPerSecond, b.records+seconds*recordsPerSecond)
	if b.records < 1 || b.bytes < float64(bytes) {
		return false
	}
	b.records--
	b.bytes -= float64(bytes)
	return true
}
