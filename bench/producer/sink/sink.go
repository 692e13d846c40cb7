package main

import (
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// trial is what the sink holds records against; a new one begins with counts of its own.
type trial struct {
	workload workload
	keys     keys
	ledger   *ledger
}

type sink struct {
	topology  atomic.Pointer[topology]
	trial     atomic.Pointer[trial]
	faults    atomic.Pointer[faults]
	limits    *limits
	sequence  atomic.Uint64
	wireIn    atomic.Int64
	problem   atomic.Pointer[string]
	recording *os.File
	recordMu  sync.Mutex
}

func newSink(shards, first int) *sink {
	s := &sink{limits: newLimits()}
	s.topology.Store(&topology{first: first, count: shards})
	s.faults.Store(&faults{})
	// a sink that is started again must not give numbers it has given before
	s.sequence.Store(uint64(time.Now().UnixNano()))
	return s
}

var bodies = sync.Pool{New: func() any { return new([]byte) }}

func (s *sink) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	buffer := bodies.Get().(*[]byte)
	defer bodies.Put(buffer)
	body, err := readBody(r, *buffer)
	*buffer = body[:0]
	if err != nil {
		return
	}
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	_, operation, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	switch operation {
	case "PutRecords":
		s.putRecords(w, body)
	case "ListShards":
		io.WriteString(w, s.topology.Load().list())
	case "DescribeStreamSummary":
		io.WriteString(w, s.topology.Load().describe())
	default:
		refuse(w, "UnknownOperationException", fmt.Sprintf("%s is not known here", operation))
	}
}

func readBody(r *http.Request, buffer []byte) ([]byte, error) {
	length := int(r.ContentLength)
	if length < 0 || length > 32<<20 {
		return buffer, fmt.Errorf("content length %d", length)
	}
	if cap(buffer) < length {
		buffer = make([]byte, length+length/4)
	}
	_, err := io.ReadFull(r.Body, buffer[:length])
	return buffer[:length], err
}

func refuse(w http.ResponseWriter, code, message string) {
	w.WriteHeader(http.StatusBadRequest)
	fmt.Fprintf(w, `{"__type":%q,"message":%q}`, code, message)
}

var entryPool = sync.Pool{New: func() any { return new([]entry) }}

func (s *sink) putRecords(w http.ResponseWriter, body []byte) {
	fate, trial := s.faults.Load().roll(), s.trial.Load()
	if trial != nil {
		trial.ledger.injected(fate)
	}
	time.Sleep(fate.stall)
	// a sink that was started again acknowledges nothing until it counts again
	if fate.fail || trial == nil && s.recording == nil {
		w.WriteHeader(http.StatusInternalServerError)
		io.WriteString(w, `{"__type":"InternalFailure","message":"injected"}`)
		return
	}
	pooled := entryPool.Get().(*[]entry)
	defer entryPool.Put(pooled)
	entries, err := scanPutRecords(body, (*pooled)[:0])
	if err != nil {
		s.complain(err.Error())
		refuse(w, "ValidationException", err.Error())
		return
	}
	*pooled = entries[:0]
	answer, err := s.place(entries)
	if err != nil {
		s.complain(err.Error())
		refuse(w, "InvalidArgumentException", err.Error())
		return
	}
	if fate.cut {
		cutShort(w, answer)
	}
	w.Write(answer)
}

// complain keeps the first problem for the test to show.
func (s *sink) complain(problem string) { s.problem.CompareAndSwap(nil, &problem) }

// place puts each entry on its shard, or throttles it, and makes the answer.
func (s *sink) place(entries []entry) ([]byte, error) {
	topology, faults := *s.topology.Load(), s.faults.Load()
	answer := newAnswer(len(entries))
	arrivals := newInspection(s.trial.Load(), topology)
	for _, e := range entries {
		hash := hashKey{}
		if e.explicitHashKey == nil {
			hash = hashOfPartitionKey(e.partitionKey)
		} else if parsed, err := parseHashKey(e.explicitHashKey); err == nil {
			hash = parsed
		} else {
			return nil, err
		}
		shard := topology.shardOf(hash)
		if faults.throttles() || faults.Limits && !s.limits.take(shard, e.size+len(e.partitionKey)) {
			answer.throttled(shardID(shard))
			arrivals.delta.Throttled++
			continue
		}
		data, err := base64.StdEncoding.AppendDecode(nil, e.base64)
		if err != nil {
			return nil, err
		}
		if err := arrivals.inspect(e, data, shard); err != nil {
			s.complain(err.Error())
		}
		s.record(e, shard)
		answer.placed(shard, s.sequence.Add(1))
	}
	arrivals.commit()
	return answer.bytes(), nil
}

func (s *sink) record(e entry, shard int) {
	if s.recording == nil {
		return
	}
	s.recordMu.Lock()
	defer s.recordMu.Unlock()
	explicit := "null"
	if e.explicitHashKey != nil {
		explicit = fmt.Sprintf("%q", e.explicitHashKey)
	}
	_, err := fmt.Fprintf(s.recording, "{\"shardId\":%q,\"partitionKey\":%q,\"explicitHashKey\":%s,\"data\":%q}\n", shardID(shard), e.partitionKey, explicit, e.base64)
	must(err)
}
