"""Extends the emulator's CloudFormation handlers without replacing them."""
from ministack.services.cloudformation import provisioners

import version

version.names(provisioners, "_RESOURCE_HANDLERS")

HANDLERS = provisioners._RESOURCE_HANDLERS


def after(resource_type, verb, then):
    """Calls then(physical_id, properties) once the emulator's own handler is done."""
    original = HANDLERS[resource_type][verb]

    def wrapped(*arguments, **keywords):
        result = original(*arguments, **keywords)
        # create(logical_id, properties, stack_name); update(physical_id, old_properties, new_properties, stack_name)
        then(result[0], arguments[1] if verb == "create" else arguments[2])
        return result

    HANDLERS[resource_type] = {**HANDLERS[resource_type], verb: wrapped}
