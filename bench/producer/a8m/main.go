// a8mproducer is github.com/a8m/kinesis-producer under the bench: see ../producers/stage.ts for how every producer is driven.
package main

import (
	"bufio"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"

	producer "github.com/a8m/kinesis-producer"
	"github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/aws/credentials"
	"github.com/aws/aws-sdk-go/aws/session"
	"github.com/aws/aws-sdk-go/service/kinesis"
)

type assignment struct {
	Endpoint    string `json:"endpoint"`
	RecordBytes int    `json:"recordBytes"`
	Records     int    `json:"records"`
}

type quiet struct{}

func (quiet) Info(string, ...producer.LogValue) {}

func (quiet) Error(message string, err error, _ ...producer.LogValue) { log.Println(message, err) }

type record struct {
	key  string
	data []byte
}

func main() {
	var a assignment
	must(json.Unmarshal([]byte(os.Args[1]), &a))
	transport := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, MaxIdleConnsPerHost: 64}
	client := kinesis.New(session.Must(session.NewSession(&aws.Config{
		Region: aws.String("us-east-1"), Endpoint: aws.String(a.Endpoint), HTTPClient: &http.Client{Transport: transport},
		Credentials: credentials.NewStaticCredentials("AKIDEXAMPLE", "secret", ""),
	})))
	records := makeRecords(a.Records, a.RecordBytes)

	lines := make(chan struct{})
	go readLines(lines)
	for {
		// it acknowledges nothing; Stop returns when all is sent, and failures end this process
		fmt.Printf("{\"sent\":%d,\"failed\":0}\n", produce(client, records, lines))
		<-lines
	}
}

func readLines(lines chan<- struct{}) {
	for scanner := bufio.NewScanner(os.Stdin); scanner.Scan(); {
		lines <- struct{}{}
	}
	os.Exit(0)
}

// produce takes a producer of its own, for one that was stopped to empty it does not start again; the connections stay.
func produce(client *kinesis.Kinesis, records []record, lines <-chan struct{}) int {
	p := producer.New(&producer.Config{StreamName: "bench", Client: client, Logger: quiet{}, MaxConnections: 8, BacklogCount: 2000})
	p.Start()
	go func() {
		for failure := range p.NotifyFailures() {
			log.Fatalln("failed:", failure)
		}
	}()
	sent := 0
	for {
		select {
		case <-lines:
			p.Stop()
			return sent
		default:
			for n := 0; n < 100; n++ {
				r := &records[sent%len(records)]
				must(p.Put(r.data, r.key))
				sent++
			}
		}
	}
}

func makeRecords(count, size int) []record {
	text := make([]byte, count+size)
	state := uint32(42)
	for i := range text {
		state = (state*1103515245 + 12345) & 0x7fffffff
		text[i] = 'a' + byte((state>>8)%26)
	}
	records := make([]record, count)
	for n := range records {
		records[n] = record{fmt.Sprintf("pk-%06d", n), text[n : n+size : n+size]}
	}
	return records
}

func must(err error) {
	if err != nil {
		log.Fatalln(err)
	}
}
