package main

import (
	"net/http"
	"strconv"
)

// answer is the body of a PutRecords answer as it grows.
type answer struct {
	records []byte
	failed  int
}

func newAnswer(records int) *answer { return &answer{records: make([]byte, 0, records*130)} }

func (a *answer) throttled(shard string) {
	a.failed++
	a.separate()
	a.records = append(a.records, `{"ErrorCode":"ProvisionedThroughputExceededException","ErrorMessage":"Rate exceeded for shard `...)
	a.records = append(append(a.records, shard...), `"}`...)
}

func (a *answer) placed(shard int, sequence uint64) {
	a.separate()
	a.records = append(a.records, `{"SequenceNumber":"4966900000000000000000000000000000000`...)
	a.records = appendPadded(a.records, sequence, 20)
	a.records = append(a.records, `","ShardId":"shardId-`...)
	a.records = appendPadded(a.records, uint64(shard), 12)
	a.records = append(a.records, `"}`...)
}

func (a *answer) separate() {
	if len(a.records) > 0 {
		a.records = append(a.records, ',')
	}
}

func (a *answer) bytes() []byte {
	body := strconv.AppendInt([]byte(`{"EncryptionType":"NONE","FailedRecordCount":`), int64(a.failed), 10)
	return append(append(append(body, `,"Records":[`...), a.records...), "]}"...)
}

func appendPadded(text []byte, value uint64, width int) []byte {
	digits := strconv.FormatUint(value, 10)
	for n := len(digits); n < width; n++ {
		text = append(text, '0')
	}
	return append(text, digits...)
}

// cutShort sends half of the answer and closes the connection; it does not return.
func cutShort(w http.ResponseWriter, answer []byte) {
	w.Header().Set("Content-Length", strconv.Itoa(len(answer)))
	w.Write(answer[:len(answer)/2])
	w.(http.Flusher).Flush()
	panic(http.ErrAbortHandler)
}
