"""Properties that the emulator's CloudFormation handlers or descriptions drop, put back so that the API tells what the template said."""
from ministack.services import firehose, kinesis, lambda_svc, s3

import version
from handlers import after

version.names(lambda_svc, "_esms")
version.names(firehose, "_dest_description")
version.names(kinesis, "_streams")
version.names(s3, "_bucket_tags")

MAPPING_FIELDS = ("StartingPositionTimestamp", "TumblingWindowInSeconds", "KmsKeyArn", "MetricsConfig", "LoggingConfig")


def restore():
    after("AWS::Lambda::EventSourceMapping", "create", _event_source_mapping)
    for verb in ("create", "update"):
        after("AWS::S3::Bucket", verb, _bucket_tags)
        after("AWS::Kinesis::Stream", verb, _stream_encryption)
    firehose._dest_description = _describe_whole(firehose._dest_description)


def _event_source_mapping(physical_id, properties):
    mapping = lambda_svc._esms.get(physical_id)
    for field in MAPPING_FIELDS:
        if mapping is not None and properties.get(field) is not None:
            mapping[field] = properties[field]


def _bucket_tags(physical_id, properties):
    tags = {tag["Key"]: tag["Value"] for tag in properties.get("Tags") or []}
    if tags:
        s3._bucket_tags[physical_id] = tags


def _stream_encryption(physical_id, properties):
    encryption, stream = properties.get("StreamEncryption"), kinesis._streams.get(physical_id)
    if encryption and stream:
        stream["EncryptionType"] = encryption.get("EncryptionType", "KMS")
        stream["KeyId"] = encryption.get("KeyId", "")


def _describe_whole(describe):
    def wrapped(destination):
        description = describe(destination)
        s3_description = description.get("ExtendedS3DestinationDescription")
        if s3_description is not None:
            for field, value in destination.get("config", {}).items():
                s3_description.setdefault("S3BackupDescription" if field == "S3BackupConfiguration" else field, value)
        return description

    return wrapped
