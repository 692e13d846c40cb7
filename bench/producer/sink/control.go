package main

import (
	"encoding/json"
	"net/http"
)

// trialRequest begins a trial.
type trialRequest struct {
	Workload string `json:"workload"` // windows or numbered
	Records  int    `json:"records"`
	Size     int    `json:"size"`
	Keys     int    `json:"keys"`
	// Ledger is the file that keeps the counts; empty for memory.
	Ledger string `json:"ledger"`
}

type statistics struct {
	totals
	WireIn int64 `json:"wireIn"`
	// Missing is how many of the records `sent` have not arrived.
	Missing int `json:"missing"`
	// Problem is the first thing the sink found wrong.
	Problem *string `json:"problem"`
}

// control is what the test steers the sink by.
func (s *sink) control() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /trial", handle(func(request trialRequest) (any, error) { return struct{}{}, s.begin(request) }))
	mux.HandleFunc("POST /faults", handle(func(request faults) (any, error) {
		s.faults.Store(&request)
		return struct{}{}, nil
	}))
	mux.HandleFunc("POST /reshard", handle(func(request struct {
		Shards int `json:"shards"`
	}) (any, error) {
		before := s.topology.Load()
		after := &topology{first: before.first + before.count, count: request.Shards}
		s.topology.Store(after)
		return map[string]int{"firstShard": after.first}, nil
	}))
	mux.HandleFunc("POST /statistics", handle(func(request struct {
		Sent int `json:"sent"`
	}) (any, error) {
		return s.statistics(request.Sent), nil
	}))
	return mux
}

func handle[T any](answer func(request T) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var request T
		decoder := json.NewDecoder(r.Body)
		decoder.DisallowUnknownFields()
		body, err := any(nil), decoder.Decode(&request)
		if err == nil {
			body, err = answer(request)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		json.NewEncoder(w).Encode(body)
	}
}

func (s *sink) begin(request trialRequest) error {
	t := &trial{keys: newKeys(request.Keys)}
	if request.Workload == "windows" {
		t.workload = newWindows(request.Records, request.Size)
	} else {
		t.workload = &numbered{request.Records, request.Size, request.Keys}
	}
	var err error
	t.ledger, err = openLedger(request.Ledger, request.Records, request.Keys)
	if err == nil {
		s.problem.Store(nil)
		s.wireIn.Store(0)
		s.trial.Store(t)
	}
	return err
}

func (s *sink) statistics(sent int) statistics {
	result := statistics{WireIn: s.wireIn.Load(), Problem: s.problem.Load()}
	if t := s.trial.Load(); t != nil {
		t.ledger.mu.Lock()
		defer t.ledger.mu.Unlock()
		result.totals = *t.ledger.totals
		result.Missing = t.ledger.missing(sent)
	}
	return result
}
