"""De-aggregates Kinesis records with aws_kinesis_agg, and opens compressed blocks: a line in is range, keys and data; a line out is one record."""
import base64
import sys

from aws_kinesis_agg.deaggregator import deaggregate_records

sys.path.append(sys.argv[1])
from block_reader import read_block

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
        records = [(found['partitionKey'], None, base64.b64decode(text))]
        if records[0][2].startswith(b'\xc1SAB'):
            records = read_block(records[0][2])
        for key, _, user_data in records:
            print('\t'.join([base64.b64encode(key.encode('utf-8')).decode('ascii'), '', base64.b64encode(user_data).decode('ascii')]))
