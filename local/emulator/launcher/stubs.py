"""Types the emulator does not know: answered with an id and nothing behind it, and each use written down."""
import json
import os
import uuid

from ministack.services import kinesisanalyticsv2

import version
from handlers import HANDLERS

version.names(kinesisanalyticsv2, "_SUPPORTED_RUNTIME_PREFIX")

_used = set()


def used(resource_type):
    """Adds a type to the list that the local run reports as stubbed."""
    _used.add(resource_type)
    path = os.environ["STUBBED_TYPES_FILE"]
    with open(path + ".new", "w", encoding="utf-8") as file:
        json.dump(sorted(_used), file)
    os.replace(path + ".new", path)


def _stub(resource_type, prefix, attributes):
    def create(logical_id, properties, stack_name, *rest, **keywords):
        physical_id = f"{prefix}-{uuid.uuid4().hex[:17]}"
        used(resource_type)
        return physical_id, {name: value(physical_id) for name, value in attributes.items()}

    def update(physical_id, old_properties, new_properties, stack_name, *rest, **keywords):
        return physical_id, {name: value(physical_id) for name, value in attributes.items()}

    return {"create": create, "update": update, "delete": lambda *arguments, **keywords: None}


def _arn(service, kind):
    account = os.environ["AWS_ACCESS_KEY_ID"]
    region = os.environ["AWS_DEFAULT_REGION"]
    return lambda physical_id: f"arn:aws:{service}:{region}:{account}:{kind}{physical_id}"


def _itself(physical_id):
    return physical_id


def _constant(value):
    return lambda physical_id: value


STUBS = {
    "AWS::Cloud9::EnvironmentEC2": ("c9", {"Arn": _arn("cloud9", "environment:"), "Name": _itself}),
    "AWS::CloudWatch::CompositeAlarm": ("composite-alarm", {"Arn": _arn("cloudwatch", "alarm:")}),
    "AWS::EC2::EIP": ("eipalloc", {"AllocationId": _itself, "PublicIp": _constant("203.0.113.10")}),
    "AWS::EC2::FlowLog": ("fl", {"Id": _itself}),
    "AWS::EC2::Instance": ("i", {
        "InstanceId": _itself,
        "AvailabilityZone": _constant("us-east-1a"),
        "PrivateIp": _constant("10.0.0.10"),
        "PrivateDnsName": _constant("ip-10-0-0-10.ec2.internal"),
    }),
    "AWS::EC2::NatGateway": ("nat", {"NatGatewayId": _itself}),
    "AWS::EC2::SecurityGroupEgress": ("sgr", {"Id": _itself}),
    "AWS::EC2::SecurityGroupIngress": ("sgr", {"Id": _itself}),
    "AWS::Kinesis::ResourcePolicy": ("resource-policy", {}),
    "AWS::Kinesis::StreamConsumer": ("consumer", {"ConsumerARN": _arn("kinesis", "stream/consumer/"), "ConsumerStatus": _constant("ACTIVE")}),
    "AWS::SSM::Association": ("association", {"AssociationId": _itself}),
    "AWS::SSM::Document": ("document", {}),
}


def _alarm_with_metric_math(handler):
    """The emulator takes alarms on one metric; those that calculate get an id."""
    stub = _stub("AWS::CloudWatch::Alarm (metric math)", "alarm", {"Arn": _arn("cloudwatch", "alarm:")})

    def create(logical_id, properties, stack_name, *rest, **keywords):
        chosen = stub if "Metrics" in properties else handler
        return chosen["create"](logical_id, properties, stack_name, *rest, **keywords)

    return {**handler, "create": create}


def install():
    HANDLERS["AWS::CloudWatch::Alarm"] = _alarm_with_metric_math(HANDLERS["AWS::CloudWatch::Alarm"])
    for resource_type, (prefix, attributes) in STUBS.items():
        HANDLERS.setdefault(resource_type, _stub(resource_type, prefix, attributes))
    # Studio applications are kept and described, started and stopped, but nothing runs in them.
    kinesisanalyticsv2._SUPPORTED_RUNTIME_PREFIX = (kinesisanalyticsv2._SUPPORTED_RUNTIME_PREFIX, "ZEPPELIN-FLINK-")
