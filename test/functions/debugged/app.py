def handler(event, context):
    greeting = "hello " + event["name"]
    return greeting
