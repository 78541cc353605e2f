"""Answers what Powertools' model of the event refuses, if anything; the query `model` names the model."""

import json

from aws_lambda_powertools.utilities.parser import ValidationError, models


def handler(event, _context):
    name = (event.get("queryStringParameters") or {})["model"]
    try:
        getattr(models, name).model_validate(event)
    except ValidationError as error:
        return {"statusCode": 422, "body": error.json()}
    return {"statusCode": 200, "body": json.dumps({"model": name})}
