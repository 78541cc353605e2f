//! Does what the event's "behaviour" says; the variable INIT_BEHAVIOUR says what to do before the first invocation.

use lambda_runtime::{Diagnostic, Error, LambdaEvent, run, service_fn};
use serde_json::{Value, json};
use std::fs::OpenOptions;
use std::io::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

static INVOCATIONS: AtomicU64 = AtomicU64::new(0);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    match std::env::var("INIT_BEHAVIOUR").as_deref() {
        Ok("panic") => panic!("The configuration is missing."),
        Ok("exit") => std::process::exit(3),
        Ok("sleep") => std::thread::sleep(Duration::from_millis(11_500)),
        _ => {}
    }
    run(service_fn(handle)).await
}

async fn handle(invocation: LambdaEvent<Value>) -> Result<Value, Diagnostic> {
    let event = &invocation.payload;
    let number = |name: &str| event[name].as_u64().unwrap_or(0);
    let message = event["message"].as_str().unwrap_or("").to_string();
    match event["behaviour"].as_str().unwrap_or("") {
        "context" => Ok(describe(&invocation)),
        "nothing" => Ok(Value::Null),
        "fail" => Err(Diagnostic { error_type: "OrderRefused".into(), error_message: message }),
        "panic" => panic!("{message}"),
        "exit" => std::process::exit(number("code") as i32),
        "sleep" => {
            tokio::time::sleep(Duration::from_millis(number("ms"))).await;
            Ok(json!({ "slept": number("ms"), "pid": std::process::id() }))
        }
        "hang" => {
            println!("waiting");
            count();
            std::future::pending().await
        }
        "fill-memory" => Ok(json!(format!("held {} MB", fill(number("mb"))))),
        "answer" => Ok(json!("x".repeat(number("bytes") as usize - 2))),
        "environment" => {
            let names = event["names"].as_array().cloned().unwrap_or_default();
            let value = |name: &str| std::env::var(name).unwrap_or_default();
            Ok(names.iter().filter_map(Value::as_str).map(|name| (name.to_string(), json!(value(name)))).collect())
        }
        "count" => Ok(count()),
        _ => Ok(event["echo"].clone()),
    }
}

fn describe(invocation: &LambdaEvent<Value>) -> Value {
    let context = &invocation.context;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis() as u64;
    json!({
        "awsRequestId": context.request_id,
        "functionName": context.env_config.function_name,
        "functionVersion": context.env_config.version,
        "invokedFunctionArn": context.invoked_function_arn,
        "memoryLimitInMB": context.env_config.memory,
        "logGroupName": context.env_config.log_group,
        "logStreamName": context.env_config.log_stream,
        "clientContext": context.client_context.as_ref().map(|client| &client.custom),
        "remainingTimeInMillis": context.deadline.saturating_sub(now),
        "traceId": std::env::var("_X_AMZN_TRACE_ID").unwrap_or_default(),
    })
}

fn count() -> Value {
    let invocations = INVOCATIONS.fetch_add(1, Ordering::SeqCst) + 1;
    let mut file = OpenOptions::new().append(true).create(true).open("/tmp/invocations").expect("/tmp is writable");
    file.write_all(b".").expect("/tmp has room");
    let size = file.metadata().expect("the file is there").len();
    json!({ "inThisProcess": invocations, "inThisSandbox": size, "pid": std::process::id() })
}

fn fill(mb: u64) -> u64 {
    let pieces: Vec<Vec<u8>> = (0..mb.div_ceil(8)).map(|_| vec![1u8; 8 << 20]).collect();
    pieces.len() as u64 * 8
}
