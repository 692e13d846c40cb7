"""De-aggregates Kinesis records with aws_kinesis_agg: a line in is range, keys and data; a line out is one user record."""
import base64
import sys

from aws_kinesis_agg.deaggregator import deaggregate_records

for line in sys.stdin:
    _, _, partition_key, _, data = line.rstrip('\n').split('\t')
    record = {
        'kinesis': {
            'kinesisSchemaVersion': '1.0',
            'sequenceNumber': '1',
            'approximateArrivalTimestamp': 0,
            'partitionKey': base64.b64decode(partition_key).decode('utf-8'),
            'data': data,
        },
    }
    for user_record in deaggregate_records([record]):
        found = user_record['kinesis']
        text = found['data'] if isinstance(found['data'], str) else found['data'].decode('ascii')
        key = base64.b64encode(found['partitionKey'].encode('utf-8')).decode('ascii')
        print('\t'.join([key, '', text]))
