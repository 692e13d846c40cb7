package main

import (
	"bytes"
	"fmt"
)

// inspection gathers what one request brings, so that the ledger is locked once.
type inspection struct {
	trial    *trial
	topology topology
	arrivals []arrival
	users    []userRecord
	delta    totals
}

type arrival struct{ record, key int }

func newInspection(trial *trial, topology topology) *inspection {
	return &inspection{trial: trial, topology: topology, delta: totals{Calls: 1}}
}

// inspect checks every user record of a Kinesis record: its bytes, its key, and that its own key belongs to the shard it is on.
func (i *inspection) inspect(e entry, data []byte, shard int) error {
	i.delta.Records++
	if i.trial == nil {
		return nil
	}
	users, isAggregate, err := deaggregate(data, i.users[:0])
	if err != nil {
		i.delta.Damaged++
		return err
	}
	if !isAggregate {
		users = append(users, userRecord{e.partitionKey, e.explicitHashKey, data})
	}
	i.users = users
	if isAggregate && !i.kept(users, shard) {
		i.delta.Dropped += int64(len(users))
		return nil
	}
	for _, user := range users {
		record, key, ok := i.trial.workload.identify(user.data)
		if !ok {
			i.delta.Damaged++
			err = fmt.Errorf("a record under key %q is not as it was put", user.partitionKey)
			continue
		}
		if !bytes.Equal(user.partitionKey, i.trial.keys.names[key]) {
			i.delta.WrongKey++
		}
		if i.topology.shardOf(i.trial.keys.hashes[key]) != shard {
			i.delta.WrongShard++
		}
		i.arrivals = append(i.arrivals, arrival{record, key})
	}
	return err
}

// kept says whether the Kinesis Client Library hands the records on: it drops an aggregate with a record of another shard. Where the
// workload is the bench's, records on a wrong shard are counted instead, one by one.
func (i *inspection) kept(users []userRecord, shard int) bool {
	if _, isBench := i.trial.workload.(*windows); isBench {
		return true
	}
	for _, user := range users {
		if hash, err := user.hash(); err != nil || i.topology.shardOf(hash) != shard {
			return false
		}
	}
	return true
}

func (i *inspection) commit() {
	if i.trial == nil {
		return
	}
	ledger := i.trial.ledger
	ledger.mu.Lock()
	defer ledger.mu.Unlock()
	for _, a := range i.arrivals {
		ledger.arrived(a.record, a.key)
	}
	ledger.totals.WrongShard += i.delta.WrongShard
	ledger.totals.WrongKey += i.delta.WrongKey
	ledger.totals.Damaged += i.delta.Damaged
	ledger.totals.Dropped += i.delta.Dropped
	ledger.totals.Records += i.delta.Records
	ledger.totals.Calls += i.delta.Calls
	ledger.totals.Throttled += i.delta.Throttled
}
