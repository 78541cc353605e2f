import os
import sys


def handler(event, context):
    return {"environment": dict(os.environ), "cwd": os.getcwd(), "argv": sys.argv}
