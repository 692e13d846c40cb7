"""A stack cannot drop a bucket that still holds objects, as on AWS; the emulator would drop it with all that it holds."""
from ministack.services import s3

import version
from handlers import HANDLERS

version.names(s3, "_buckets")


def refuse_to_drop_full():
    handler = HANDLERS["AWS::S3::Bucket"]
    drop = handler["delete"]

    def delete(physical_id, *arguments, **keywords):
        objects = (s3._buckets.get(physical_id) or {}).get("objects") or {}
        if objects:
            raise ValueError(f"The bucket you tried to delete is not empty: {physical_id} holds {len(objects)} objects (BucketNotEmpty)")
        return drop(physical_id, *arguments, **keywords)

    HANDLERS["AWS::S3::Bucket"] = {**handler, "delete": delete}
