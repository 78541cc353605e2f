class OrderRefused(Exception):
    pass


def handler(event, context):
    raise OrderRefused(event.get("message", "The order was refused."))
