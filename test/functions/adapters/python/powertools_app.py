"""One handler per door, as Powertools has one resolver per kind of event."""

import base64
from http import HTTPStatus
from urllib.parse import parse_qsl, unquote

from aws_lambda_powertools.event_handler import (
    ALBResolver,
    APIGatewayHttpResolver,
    APIGatewayRestResolver,
    LambdaFunctionUrlResolver,
    Response,
)
from aws_lambda_powertools.shared.cookies import Cookie


def serve(app):
    @app.get("/")
    def root():
        return {"root": True}

    @app.get("/orders/<id>")
    def order(id):
        return {"id": unquote(id)}

    @app.get("/search")
    def search():
        event = app.current_event
        tags = event.resolved_query_string_parameters.get("tag", [])
        return {"tags": tags, "q": event.query_string_parameters.get("q")}

    @app.get("/cookies")
    def cookies():
        event = app.current_event
        sent = getattr(event, "cookies", None)
        text = "; ".join(sent) if sent else event.headers.get("cookie")
        return Response(200, "application/json", {"cookie": text}, cookies=[Cookie("a", "1"), Cookie("b", "2")])

    @app.post("/json")
    def json():
        return app.current_event.json_body, HTTPStatus.CREATED

    @app.post("/form")
    def form():
        return dict(parse_qsl(app.current_event.decoded_body))

    @app.post("/bytes")
    def octets():
        event = app.current_event
        body = base64.b64decode(event.body) if event.is_base64_encoded else event.body.encode()
        return Response(200, "application/octet-stream", body)

    @app.get("/old")
    def old():
        return Response(302, headers={"Location": "/orders/1"})

    @app.get("/fails")
    def fails():
        raise ValueError("The order was refused.")

    return app.resolve


rest = serve(APIGatewayRestResolver())
http = serve(APIGatewayHttpResolver())
url = serve(LambdaFunctionUrlResolver())
alb = serve(ALBResolver())
