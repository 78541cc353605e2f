# The response's JSON text is exactly {"bytes": n} long.
def handler(event, context):
    return "x" * (event["bytes"] - 2)
