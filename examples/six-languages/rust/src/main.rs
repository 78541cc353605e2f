//! Says hello in the form that every function of this example answers in.
use lambda_runtime::{run, service_fn, Error, LambdaEvent};
use serde_json::{json, Value};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    run(service_fn(handle)).await
}

async fn handle(event: LambdaEvent<Value>) -> Result<Value, Error> {
    let name = event.payload["pathParameters"]["name"].as_str().unwrap_or("stranger");
    let greeting = std::env::var("GREETING").unwrap_or_default();
    let body = json!({
        "message": format!("{greeting}, {name}!"),
        "language": "Rust",
        "version": env!("RUST_VERSION"),
        "requestId": event.context.request_id,
    });
    Ok(json!({
        "statusCode": 200,
        "headers": { "content-type": "application/json" },
        "body": body.to_string(),
    }))
}
