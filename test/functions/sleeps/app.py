import os
import time


def handler(event, context):
    time.sleep(event.get("ms", 1000) / 1000)
    return {"slept": event.get("ms", 1000), "pid": os.getpid()}
