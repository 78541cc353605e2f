"""Answers what Powertools' model of an event refuses, if anything. The query names the model of the request's own event; an invocation brings both."""

import json

from aws_lambda_powertools.utilities.parser import ValidationError, models


def handler(event, _context):
    if "model" in event:
        return refusals(event["model"], event["event"])
    name = event["queryStringParameters"]["model"]
    return {"statusCode": 200, "headers": {"content-type": "application/json"}, "body": refusals(name, event)}


def refusals(name, event):
    try:
        getattr(models, name).model_validate(event)
    except ValidationError as error:
        return error.json(include_url=False)
    return "[]"
