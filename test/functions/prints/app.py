import logging
import sys


# One line to each stream, one of two lines; event: {"lines": n} prints n numbered lines more.
def handler(event, context):
    print("to the output")
    print("to the error output", file=sys.stderr)
    logging.getLogger().warning("two\nlines")
    for line in range(event.get("lines", 0)):
        print("line %d" % line)
    return "printed"
