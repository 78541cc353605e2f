//! A little application on `lambda_http`, behind every door.

use lambda_http::{Body, Error, Request, RequestExt, Response, run, service_fn};
use serde_json::{Map, Value, json};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    run(service_fn(answer)).await
}

async fn answer(request: Request) -> Result<Response<Body>, Error> {
    let path = request.raw_http_path().to_string();
    let query = request.query_string_parameters();
    match (request.method().as_str(), path.as_str()) {
        ("GET", "/") => to_json(200, json!({ "root": true })),
        ("GET", "/search") => {
            let tags = query.all("tag").unwrap_or_default();
            to_json(200, json!({ "tags": tags, "q": query.first("q") }))
        }
        ("GET", "/cookies") => {
            let cookie = request.headers().get("cookie").and_then(|value| value.to_str().ok());
            let response = Response::builder().header("content-type", "application/json");
            let response = response.header("set-cookie", "a=1; Path=/").header("set-cookie", "b=2; Path=/");
            Ok(response.body(json!({ "cookie": cookie }).to_string().into())?)
        }
        ("POST", "/json") => to_json(201, serde_json::from_slice(request.body())?),
        ("POST", "/form") => {
            let pairs = url_pairs(request.body());
            to_json(200, Value::Object(pairs))
        }
        ("POST", "/bytes") => {
            let bytes = request.body().to_vec();
            Ok(Response::builder().header("content-type", "application/octet-stream").body(bytes.into())?)
        }
        ("GET", "/old") => Ok(Response::builder().status(302).header("location", "/orders/1").body(Body::Empty)?),
        ("GET", "/fails") => to_json(500, json!({ "message": "The order was refused." })),
        ("GET", order) if order.starts_with("/orders/") => {
            to_json(200, json!({ "id": decode(&order["/orders/".len()..], false) }))
        }
        _ => to_json(404, json!({ "message": "There is nothing here." })),
    }
}

fn to_json(status: u16, value: Value) -> Result<Response<Body>, Error> {
    let response = Response::builder().status(status).header("content-type", "application/json");
    Ok(response.body(value.to_string().into())?)
}

fn url_pairs(body: &Body) -> Map<String, Value> {
    let text = String::from_utf8_lossy(body).to_string();
    let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (decode(name, true), Value::String(decode(value, true)))).collect()
}

fn decode(text: &str, plus_is_blank: bool) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let code = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match (first, code.and_then(|hex| u8::from_str_radix(hex, 16).ok())) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            (b'+', _) if plus_is_blank => {
                bytes.push(b' ');
                rest = tail;
            }
            _ => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).to_string()
}
