"""With AUTH=true the emulator enforces policies. Four things would refuse here what AWS allows."""
import dataclasses
import json

from ministack import app
from ministack.core import iam_actions, iam_evaluator
from ministack.services import kinesis

import version

version.names(app, "AUTH", "pin_signed_request", "pin_request_origin")
version.names(iam_actions, "extract_resource_arn")
version.names(iam_evaluator, "evaluate_trust_policy")
version.names(kinesis, "_shard_iterators")

TAGGING = {"TagResource", "UntagResource", "ListTagsForResource"}
CONSUMER_OPERATIONS = {"DescribeStreamConsumer", "SubscribeToShard"}


def fit():
    if not app.AUTH:
        return
    app.pin_signed_request = _with_authority(app.pin_signed_request)
    app.pin_request_origin = _over_tls(app.pin_request_origin)
    iam_actions.extract_resource_arn = _named_as_aws_does(iam_actions.extract_resource_arn)
    iam_evaluator.evaluate_trust_policy = _asked_by_services(iam_evaluator.evaluate_trust_policy)


def _with_authority(pin_signed_request):
    """Clients that speak HTTP/2, as Kinesis's does, sign `:authority`; the server that the emulator runs in has renamed it by now."""

    def pin(method, path, query, headers, *arguments, **keywords):
        authority = [(b":authority", value) for name, value in headers if name.lower() == b"host"]
        return pin_signed_request(method, path, query, [*headers, *authority], *arguments, **keywords)

    return pin


def _over_tls(pin_request_origin):
    """Buckets refuse what does not come over TLS; on the loopback address nothing does."""
    return lambda address, secure: pin_request_origin(address, True)


def _asked_by_services(evaluate_trust_policy):
    """The account's root takes on roles here as services do, which say for whom.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
    """

    def evaluate(trust_doc, caller_arn, context=None):
        if context is not None and context.principal_type == "Root":
            said = {**context.service_context, "aws:sourceaccount": context.principal_account}
            context = dataclasses.replace(context, service_context=said)
        return evaluate_trust_policy(trust_doc, caller_arn, context)

    return evaluate


def _named_as_aws_does(extract_resource_arn):
    """The resource of a call as AWS names it in policies, where the emulator names it otherwise.

    A log group's ends with the stream, also where there is none: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html.
    A database is no table: https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html.
    Records are read off the stream of the iterator, also where nothing else names it:
    https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html.
    A consumer of a stream is a resource of its own: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonkinesisdatastreams.html.
    """

    def extract(service, method, path, headers, body, query, region, account):
        operation = headers.get("x-amz-target", "").rsplit(".", 1)[-1]
        if service == "logs" and operation not in TAGGING:
            fields = json.loads(body or "{}")
            return f"arn:aws:logs:{region}:{account}:log-group:{fields.get('logGroupName', '')}:log-stream:{fields.get('logStreamName', '')}"
        if service == "kinesis" and operation in CONSUMER_OPERATIONS and b"ConsumerARN" in (body or b""):
            return json.loads(body)["ConsumerARN"]
        if service == "kinesis" and operation == "GetRecords" and b"StreamARN" not in (body or b""):
            iterator = kinesis._shard_iterators.get(json.loads(body or "{}").get("ShardIterator"), {})
            return f"arn:aws:kinesis:{region}:{account}:stream/{iterator.get('stream', '')}"
        if service == "glue" and operation == "GetDatabase":
            return f"arn:aws:glue:{region}:{account}:database/{json.loads(body or '{}').get('Name', '')}"
        return extract_resource_arn(service, method, path, headers, body, query, region, account)

    return extract
