// kinesissink is the stream at the other end of a producer under test: it speaks the Kinesis protocol on the loopback address, places
// every record as the service does, checks every user record inside, and makes faults on demand. It keeps counts and no records.
package main

import (
	"flag"
	"io"
	"log"
	"net"
	"net/http"
	"os"
)

func main() {
	port := flag.String("port", "", "port of 127.0.0.1 for the Kinesis protocol (TLS)")
	control := flag.String("control", "", "path of the Unix socket that the test steers the sink by")
	certificate := flag.String("certificate", "", "PEM file of the certificate to trust; made when it is not there, with its key beside it in .key")
	shards := flag.Int("shards", 16, "open shards")
	firstShard := flag.Int("first-shard", 0, "number of the first shard, for a sink that goes on where another one ended")
	record := flag.String("record", "", "file to which every Kinesis record is written, one JSON object a line")
	flag.Parse()

	sink := newSink(*shards, *firstShard)
	if *record != "" {
		file, err := os.OpenFile(*record, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o644)
		must(err)
		sink.recording = file
	}
	tlsConfig, err := serverTLS(*certificate)
	must(err)
	os.Remove(*control)
	controlListener, err := net.Listen("unix", *control)
	must(err)
	listener, err := net.Listen("tcp", "127.0.0.1:"+*port)
	must(err)
	go endWithParent()
	go func() { must(http.Serve(controlListener, sink.control())) }()
	// an injected cut ends a handler by panic; net/http would log each
	server := &http.Server{Handler: sink, TLSConfig: tlsConfig, ErrorLog: log.New(io.Discard, "", 0)}
	must(server.ServeTLS(countingListener{listener, &sink.wireIn}, "", ""))
}

// endWithParent ends the sink when whoever started it is gone: its standard input is theirs.
func endWithParent() {
	io.Copy(io.Discard, os.Stdin)
	os.Exit(0)
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
