import os
import time


class _Record:
    """Named attributes, None where the source has none."""

    names = ()

    def __init__(self, source):
        for name in self.names:
            setattr(self, name, source.get(name))

    def __repr__(self):
        return "%s([%s])" % (type(self).__name__, ",".join("%s=%s" % (n, getattr(self, n)) for n in self.names))


class Client(_Record):
    names = ("installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name")


class ClientContext(_Record):
    names = ("custom", "env", "client")


class CognitoIdentity(_Record):
    names = ("cognito_identity_id", "cognito_identity_pool_id")


class LambdaContext:
    """What a handler gets as its second argument."""

    def __init__(self, request_id, deadline_ms, function_arn, client_context, identity, tenant_id):
        self.aws_request_id = request_id
        self.log_group_name = os.environ.get("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = os.environ.get("AWS_LAMBDA_LOG_STREAM_NAME")
        self.function_name = os.environ.get("AWS_LAMBDA_FUNCTION_NAME")
        self.memory_limit_in_mb = os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.function_version = os.environ.get("AWS_LAMBDA_FUNCTION_VERSION")
        self.invoked_function_arn = function_arn
        self.tenant_id = tenant_id
        self._w3c = _take_w3c(client_context)
        self.client_context = _client_context(client_context)
        identity = identity or {}
        self.identity = CognitoIdentity(
            {
                "cognito_identity_id": identity.get("cognitoIdentityId"),
                "cognito_identity_pool_id": identity.get("cognitoIdentityPoolId"),
            }
        )
        self._deadline_ms = deadline_ms

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline_ms - int(time.time() * 1000))

    def w3c(self):
        """The trace context that the caller sent along with its client context."""
        return dict(self._w3c)

    def log(self, message):
        from .log_format import write_raw

        write_raw(str(message))

    def __repr__(self):
        names = (
            "aws_request_id,log_group_name,log_stream_name,function_name,memory_limit_in_mb,function_version,"
            "invoked_function_arn,client_context,identity,tenant_id"
        )
        return "LambdaContext([%s])" % ",".join("%s=%s" % (name, getattr(self, name)) for name in names.split(","))


def _client_context(source):
    if source is None:
        return None
    context = ClientContext(source)
    if context.client is not None:
        context.client = Client(context.client)
    return context


def _take_w3c(source):
    fields = source.pop("w3c", None) if isinstance(source, dict) else None
    if not isinstance(fields, dict):
        return {}
    known = ("traceparent", "tracestate", "baggage")
    return {name: fields[name] for name in known if isinstance(fields.get(name), str)}
