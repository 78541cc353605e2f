import json
import os
import platform


def handler(event, context):
    """Says hello in the form that every function of this example answers in."""
    return {
        "statusCode": 200,
        "headers": {"content-type": "application/json"},
        "body": json.dumps(
            {
                "message": f"{os.environ['GREETING']}, {event['pathParameters']['name']}!",
                "language": "Python",
                "version": platform.python_version(),
                "requestId": context.aws_request_id,
            }
        ),
    }
