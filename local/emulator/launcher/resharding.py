"""Splits a shard as the service does: the emulator would drop the parent with its records, here it stays readable and leads to its children."""
import json

from ministack.services import kinesis

import version

version.names(
    kinesis, "_route_to_shard", "_split_shard", "_shard_out", "_get_records", "_list_shards", "_resolve_stream", "_max_shard_index",
    "_next_sequence_number", "_shard_iterators", "_streams", "json_response", "error_response_json",
)

_route_to_shard, _shard_out, _get_records, _list_shards = kinesis._route_to_shard, kinesis._shard_out, kinesis._get_records, kinesis._list_shards


def install():
    kinesis._route_to_shard = route_to_open_shard
    kinesis._split_shard = split_shard
    kinesis._shard_out = shard_with_its_end
    kinesis._get_records = get_records_until_the_end
    kinesis._list_shards = list_filtered_shards


def is_open(shard):
    return "ending_sequence_number" not in shard


def children(stream, parent_id):
    return {shard_id: shard for shard_id, shard in stream["shards"].items() if shard["parent_shard_id"] == parent_id}


def route_to_open_shard(hash_key, stream):
    return _route_to_shard(hash_key, {**stream, "shards": {shard_id: shard for shard_id, shard in stream["shards"].items() if is_open(shard)}})


def split_shard(data):
    name, stream = kinesis._resolve_stream(data)
    shard_id = data.get("ShardToSplit")
    parent = stream["shards"].get(shard_id) if stream else None
    if parent is None:
        return kinesis.error_response_json("ResourceNotFoundException", f"Could not find shard {shard_id} in stream {name}.", 400)
    first, last, middle = int(parent["starting_hash_key"]), int(parent["ending_hash_key"]), int(data["NewStartingHashKey"])
    if not is_open(parent) or not first < middle <= last:
        return kinesis.error_response_json("InvalidArgumentException", f"Shard {shard_id} in stream {name} cannot be split at {middle}.", 400)
    parent["ending_sequence_number"] = kinesis._next_sequence_number()
    for start, end in ((first, middle - 1), (middle, last)):
        stream["shards"][f"shardId-{kinesis._max_shard_index(stream) + 1:012d}"] = {
            "records": [],
            "starting_hash_key": str(start),
            "ending_hash_key": str(end),
            "starting_sequence_number": kinesis._next_sequence_number(),
            "parent_shard_id": shard_id,
            "adjacent_parent_shard_id": None,
        }
    return kinesis.json_response({})


def shard_with_its_end(shard_id, shard):
    shown = _shard_out(shard_id, shard)
    if not is_open(shard):
        shown["SequenceNumberRange"]["EndingSequenceNumber"] = shard["ending_sequence_number"]
    return shown


def get_records_until_the_end(data):
    status, headers, body = _get_records(data)
    iterator = kinesis._shard_iterators.get(data.get("ShardIterator"))
    if status != 200 or iterator is None:
        return status, headers, body
    stream = kinesis._streams[iterator["stream"]]
    shard = stream["shards"][iterator["shard_id"]]
    answer = json.loads(body)
    following = kinesis._shard_iterators[answer["NextShardIterator"]]
    if is_open(shard) or following["position"] < len(shard["records"]):
        return status, headers, body
    del kinesis._shard_iterators[answer.pop("NextShardIterator")]
    answer["ChildShards"] = [
        {"ShardId": child_id, "ParentShards": [iterator["shard_id"]], "HashKeyRange": shard_with_its_end(child_id, child)["HashKeyRange"]}
        for child_id, child in children(stream, iterator["shard_id"]).items()
    ]
    return kinesis.json_response(answer)


def list_filtered_shards(data):
    """Knows the filters that consumers start with; any other lists every shard, as a filter FROM_TRIM_HORIZON does."""
    _, stream = kinesis._resolve_stream(data)
    status, headers, body = _list_shards(data)
    kind = (data.get("ShardFilter") or {}).get("Type")
    keep = {
        "AT_LATEST": lambda shard: "EndingSequenceNumber" not in shard["SequenceNumberRange"],
        "AT_TRIM_HORIZON": lambda shard: shard.get("ParentShardId") not in stream["shards"],
        "AFTER_SHARD_ID": lambda shard: shard["ShardId"] > data["ShardFilter"].get("ShardId", ""),
    }.get(kind)
    if status != 200 or keep is None:
        return status, headers, body
    answer = json.loads(body)
    answer["Shards"] = [shard for shard in answer["Shards"] if keep(shard)]
    return kinesis.json_response(answer)
