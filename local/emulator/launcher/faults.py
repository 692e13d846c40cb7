"""Throttles streams as the service does, while the local run asks for it; and counts what was throttled."""
import json
import os
import threading

from ministack.services import kinesis

import version

version.names(kinesis, "_put_records", "_get_records", "json_response", "error_response_json")

CODE = "ProvisionedThroughputExceededException"
MESSAGE = "Rate exceeded for shard in stream under account."

_lock = threading.Lock()
_hits = {"PutRecords": 0, "GetRecords": 0}
_turn = {"PutRecords": 0, "GetRecords": 0}


def install():
    """The file that THROTTLE_FILE names exists as long as the streams are throttled; what was throttled is written beside it."""
    file = os.environ.get("THROTTLE_FILE")
    if file is None:
        return
    put_records, get_records = kinesis._put_records, kinesis._get_records
    kinesis._put_records = lambda data: _put_half(put_records, data, file) if os.path.exists(file) else put_records(data)
    kinesis._get_records = lambda data: _refuse_half(get_records, data, file) if os.path.exists(file) else get_records(data)


def _put_half(put_records, data, file):
    """Every second record of a request is refused: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html."""
    records = data.get("Records", [])
    refused = [_is_turn("PutRecords") for _ in records]
    taken = [record for record, no in zip(records, refused) if not no]
    if not taken:
        answer = {"Records": []}
    else:
        status, headers, body = put_records({**data, "Records": taken})
        if status != 200:
            return status, headers, body
        answer = json.loads(body)
    results = iter(answer["Records"])
    answer["Records"] = [{"ErrorCode": CODE, "ErrorMessage": MESSAGE} if no else next(results) for no in refused]
    answer["FailedRecordCount"] = sum(refused)
    _hit("PutRecords", sum(refused), file)
    return kinesis.json_response(answer)


def _refuse_half(get_records, data, file):
    if not _is_turn("GetRecords"):
        return get_records(data)
    _hit("GetRecords", 1, file)
    return kinesis.error_response_json(CODE, MESSAGE, 400)


def _is_turn(operation):
    with _lock:
        _turn[operation] += 1
        return _turn[operation] % 2 == 0


def _hit(operation, count, file):
    with _lock:
        _hits[operation] += count
        with open(file + ".hits.new", "w", encoding="utf-8") as written:
            json.dump(_hits, written)
        os.replace(file + ".hits.new", file + ".hits")
