import os
import time

# INIT may take 10 s; the default is over it.
time.sleep(int(os.environ.get("SLOW_INIT_MS", "11500")) / 1000)


def handler(event, context):
    return "ready"
