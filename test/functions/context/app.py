import os


def handler(event, context):
    client = context.client_context
    return {
        "aws_request_id": context.aws_request_id,
        "function_name": context.function_name,
        "function_version": context.function_version,
        "invoked_function_arn": context.invoked_function_arn,
        "memory_limit_in_mb": context.memory_limit_in_mb,
        "log_group_name": context.log_group_name,
        "log_stream_name": context.log_stream_name,
        "client_context": client
        and {
            "custom": client.custom,
            "env": client.env,
            "client": client.client and {"installation_id": client.client.installation_id, "app_title": client.client.app_title},
        },
        "identity": context.identity
        and {
            "cognito_identity_id": context.identity.cognito_identity_id,
            "cognito_identity_pool_id": context.identity.cognito_identity_pool_id,
        },
        "tenant_id": getattr(context, "tenant_id", None),
        "remaining_time_in_millis": context.get_remaining_time_in_millis(),
        "trace_id": os.environ.get("_X_AMZN_TRACE_ID"),
    }
