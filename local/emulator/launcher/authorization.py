"""With AUTH=true the emulator enforces policies. Two things about how requests reach it here would refuse what AWS allows."""
from ministack import app

import version

version.names(app, "AUTH", "pin_signed_request", "pin_request_origin")


def fit():
    if not app.AUTH:
        return
    app.pin_signed_request = _with_authority(app.pin_signed_request)
    app.pin_request_origin = _over_tls(app.pin_request_origin)


def _with_authority(pin_signed_request):
    """Clients that speak HTTP/2, as Kinesis's does, sign `:authority`; the server that the emulator runs in has renamed it by now."""

    def pin(method, path, query, headers, *arguments, **keywords):
        authority = [(b":authority", value) for name, value in headers if name.lower() == b"host"]
        return pin_signed_request(method, path, query, [*headers, *authority], *arguments, **keywords)

    return pin


def _over_tls(pin_request_origin):
    """Buckets refuse what does not come over TLS; on the loopback address nothing does."""
    return lambda address, secure: pin_request_origin(address, True)
