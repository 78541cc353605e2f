import http.client
import os

from .encoding import to_json
from .faults import body_of, xray_cause_of

BASE = "/2018-06-01/runtime"
MAX_CAUSE_BYTES = 1024 * 1024


class RuntimeApi:
    """The client's side of the Runtime API, over one connection that is kept open. A refusal ends the process."""

    def __init__(self):
        self._connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])

    def next(self):
        """Waits for the next event, without bound; answers its headers and its body."""
        headers, body = self._call("GET", BASE + "/invocation/next", (200,))
        return headers, body

    def respond(self, request_id, invocation_id, body, content_type):
        headers = {"Content-Type": content_type, **_echo(invocation_id)}
        self._call("POST", "%s/invocation/%s/response" % (BASE, request_id), range(200, 300), body, headers)

    def fail(self, request_id, invocation_id, error):
        headers = {"Content-Type": "application/json", **_echo(invocation_id)}
        cause = to_json(xray_cause_of(error)).encode()
        if len(cause) < MAX_CAUSE_BYTES:
            headers["Lambda-Runtime-Function-XRay-Error-Cause"] = cause
        body = to_json(body_of(error, request_id)).encode()
        self._call("POST", "%s/invocation/%s/error" % (BASE, request_id), range(200, 300), body, headers)

    def fail_init(self, body):
        headers = {"Lambda-Runtime-Function-Error-Type": body["errorType"]}
        self._call("POST", BASE + "/init/error", (202,), to_json(body).encode(), headers)

    def _call(self, method, path, accepted, body=None, headers=None):
        self._connection.request(method, path, body, headers or {})
        response = self._connection.getresponse()
        answer = response.read()
        if response.status not in accepted:
            raise RuntimeError("The Runtime API answered %d to %s: %s" % (response.status, path, answer))
        return response.headers, answer


def _echo(invocation_id):
    return {} if invocation_id is None else {"Lambda-Runtime-Invocation-Id": invocation_id}
