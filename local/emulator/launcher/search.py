"""Without a real OpenSearch to speak to, custom resources that need one are answered with an id, and reported as stubbed."""
from ministack.services import lambda_svc, opensearch
from ministack.services.cloudformation import custom_resource

import stubs
import version

version.names(opensearch, "ENDPOINT_OVERRIDE", "_domains")
version.names(lambda_svc, "_get_func_record_for_ref")
version.names(custom_resource, "invoke_custom_resource")


def leave_out_without_endpoint():
    if opensearch.ENDPOINT_OVERRIDE:
        return
    invoke = custom_resource.invoke_custom_resource

    def invoke_or_stub(request_type, logical_id, properties, stack_name, stack_id, resource_type, *rest, **keywords):
        if _speaks_to_a_domain(properties.get("ServiceToken", "")):
            stubs.used(resource_type)
            return f"{logical_id}-without-search", {}
        return invoke(request_type, logical_id, properties, stack_name, stack_id, resource_type, *rest, **keywords)

    custom_resource.invoke_custom_resource = invoke_or_stub


def _speaks_to_a_domain(function):
    _, configuration, _ = lambda_svc._get_func_record_for_ref(function)
    if configuration is None:
        return False
    values = (configuration.get("Environment") or {}).get("Variables", {}).values()
    endpoints = {endpoint for domain in opensearch._domains.values() for endpoint in _endpoints(domain)}
    return any(endpoint in value for value in values for endpoint in endpoints)


def _endpoints(domain):
    return [endpoint for endpoint in (domain.get("Endpoint"), *(domain.get("Endpoints") or {}).values()) if endpoint]
