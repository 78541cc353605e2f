"""Does with boto3 what the test expects, and prints what came of it as JSON. Arguments: endpoint, path of a zip."""

import io
import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

endpoint, archive = sys.argv[1:]
client = boto3.client(
    "lambda",
    endpoint_url=endpoint,
    region_name="us-east-1",
    aws_access_key_id="test",
    aws_secret_access_key="test",
    config=Config(retries={"total_max_attempts": 1}),
)


def invoke(**request):
    answer = client.invoke(**request)
    return {
        "status": answer["StatusCode"],
        "version": answer.get("ExecutedVersion"),
        "error": answer.get("FunctionError"),
        "text": answer["Payload"].read().decode(),
    }


def stream():
    answer = client.invoke_with_response_stream(FunctionName="streams", Payload=json.dumps({"chunks": ["a", "b"]}))
    events = list(answer["EventStream"])
    text = b"".join(event["PayloadChunk"]["Payload"] for event in events if "PayloadChunk" in event)
    return {"text": text.decode(), "completed": any("InvokeComplete" in event for event in events)}


def life():
    with open(archive, "rb") as file:
        code = file.read()
    created = client.create_function(
        FunctionName="made-by-boto3",
        Runtime="nodejs22.x",
        Handler="index.handler",
        Role="arn:aws:iam::000000000000:role/any",
        Code={"ZipFile": code},
    )
    client.get_waiter("function_active_v2").wait(FunctionName="made-by-boto3", WaiterConfig={"Delay": 1})
    answer = invoke(FunctionName="made-by-boto3", Payload='{"made": "by boto3"}')
    names = [f["FunctionName"] for page in client.get_paginator("list_functions").paginate() for f in page["Functions"]]
    client.delete_function(FunctionName="made-by-boto3")
    return {"state": created["State"], "answer": answer, "listed": "made-by-boto3" in names}


def missing():
    try:
        client.invoke(FunctionName="absent")
    except ClientError as error:
        return {"code": error.response["Error"]["Code"], "message": error.response["Error"]["Message"]}


json.dump(
    {
        "echo": invoke(FunctionName="echo", Payload='{"a": 1}'),
        "event": invoke(FunctionName="echo", InvocationType="Event", Payload="{}"),
        "dryRun": invoke(FunctionName="echo", InvocationType="DryRun"),
        "failure": invoke(FunctionName="throws"),
        "stream": stream(),
        "life": life(),
        "missing": missing(),
    },
    sys.stdout,
)
