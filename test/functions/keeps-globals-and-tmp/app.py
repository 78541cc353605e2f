import os
import sys
import tempfile
import time

invocations = 0


# Event: {"exit": 1} ends the process after counting, {"hang": true} never answers.
def handler(event, context):
    global invocations
    invocations += 1
    file = os.path.join(tempfile.gettempdir(), "invocations")
    with open(file, "a") as out:
        out.write(".")
    if "exit" in event:
        sys.exit(event["exit"])
    while event.get("hang"):
        time.sleep(1)
    return {"inThisProcess": invocations, "inThisSandbox": os.path.getsize(file), "pid": os.getpid()}
