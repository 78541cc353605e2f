import time


def handler(event, context):
    print("waiting")
    while True:
        time.sleep(1)
