import json
import os
import sys
from http.client import HTTPException

from .context import LambdaContext
from .encoding import to_json
from .faults import Fault, body_of
from .load_handler import load_handler
from .log_format import current, log_error, set_up_logging
from .runtime_api import RuntimeApi


def run(handler_name):
    """Loads the function, then answers one event after the other until the process ends."""
    api = RuntimeApi()
    set_up_logging()
    try:
        handler = load_handler(handler_name)
    except Exception as error:
        body = body_of(error)
        log_error(body)
        api.fail_init(body)
        sys.exit(1)
    while True:
        try:
            headers, event = api.next()
        except (OSError, HTTPException) as error:
            sys.exit("The Runtime API is gone: %s" % error)
        answer_event(api, handler, headers, event)


def answer_event(api, handler, headers, event):
    request_id = headers["Lambda-Runtime-Aws-Request-Id"]
    invocation_id = headers["Lambda-Runtime-Invocation-Id"]
    current.update(request_id=request_id, tenant_id=headers["Lambda-Runtime-Aws-Tenant-Id"])
    _tell_trace_id(headers["Lambda-Runtime-Trace-Id"])
    try:
        result = handler(_event_of(headers, event), _context_of(headers))
        body, content_type = _marshal(result)
    except Exception as error:
        log_error(body_of(error, request_id))
        api.fail(request_id, invocation_id, error)
    else:
        api.respond(request_id, invocation_id, body, content_type)


def _event_of(headers, event):
    if headers["Content-Type"] != "application/json":
        return event
    try:
        return json.loads(event)
    except Exception as error:
        raise Fault("UnmarshalError", "Unable to unmarshal input: %s" % error)


def _marshal(result):
    if isinstance(result, bytes):
        return result, "application/unknown"
    try:
        return to_json(result).encode(), "application/json"
    except Exception as error:
        raise Fault("MarshalError", "Unable to marshal response: %s" % error)


def _context_of(headers):
    return LambdaContext(
        headers["Lambda-Runtime-Aws-Request-Id"],
        int(headers["Lambda-Runtime-Deadline-Ms"]),
        headers["Lambda-Runtime-Invoked-Function-Arn"],
        _json_header(headers, "Lambda-Runtime-Client-Context", "Client Context"),
        _json_header(headers, "Lambda-Runtime-Cognito-Identity", "Cognito Identity"),
        headers["Lambda-Runtime-Aws-Tenant-Id"],
    )


def _json_header(headers, name, title):
    if not headers[name]:
        return None
    try:
        return json.loads(headers[name].encode("latin-1"))
    except Exception as error:
        raise Fault("LambdaContextUnmarshalError", "Unable to parse %s JSON: %s" % (title, error))


def _tell_trace_id(trace_id):
    if trace_id is None:
        os.environ.pop("_X_AMZN_TRACE_ID", None)
    else:
        os.environ["_X_AMZN_TRACE_ID"] = trace_id
