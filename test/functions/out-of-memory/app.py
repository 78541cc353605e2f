# Fills {"mb": 512} with bytes that are really touched; answers only where nothing limits its memory.
def handler(event, context):
    pieces = [b"\x01" * (8 * 1024 * 1024) for _ in range(0, event.get("mb", 512), 8)]
    return "held %d MB" % (len(pieces) * 8)
