"""Switches off the emulator's own Kinesis event sources and Firehose reading: local/workers does both as the services do."""
from ministack.services import firehose, lambda_svc

import version

version.names(lambda_svc, "_poll_kinesis")
version.names(firehose, "ingest_from_kinesis_source")


def switch_off():
    lambda_svc._poll_kinesis = lambda: False
    firehose.ingest_from_kinesis_source = lambda *arguments, **keywords: None
