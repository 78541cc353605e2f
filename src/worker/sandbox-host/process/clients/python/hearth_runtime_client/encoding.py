import decimal
import json
import math
import os
import uuid

# From python3.12 on, results are sent as UTF-8; before it, everything outside ASCII is escaped.
ESCAPES_NON_ASCII = os.environ.get("AWS_EXECUTION_ENV") not in {
    "AWS_Lambda_python3.12",
    "AWS_Lambda_python3.13",
    "AWS_Lambda_python3.14",
    "AWS_Lambda_python3.15",
}


def to_json(value):
    """JSON as the managed runtimes write it: Decimal as a number, named tuples as objects, bytes as text."""
    decimals = {}

    def encode_other(other):
        if isinstance(other, decimal.Decimal):
            if other.is_nan():
                return math.nan
            mark = "decimal-" + uuid.uuid4().hex
            decimals['"%s"' % mark] = str(other)
            return mark
        if isinstance(other, bytes):
            return other.decode("utf-8")
        raise TypeError("Object of type %s is not JSON serializable" % type(other).__name__)

    text = json.dumps(_plain(value, set()), default=encode_other, ensure_ascii=ESCAPES_NON_ASCII)
    for mark, number in decimals.items():
        text = text.replace(mark, number)
    return text


def _plain(value, parents):
    """`value` with what the standard encoder would write in another way put in its place; never changes the original."""
    if not isinstance(value, (dict, list, tuple)) or id(value) in parents:
        return value
    parents.add(id(value))
    try:
        if isinstance(value, tuple) and callable(getattr(value, "_asdict", None)):
            value = value._asdict()
        if isinstance(value, dict):
            return {
                (key.decode("utf-8") if isinstance(key, bytes) else key): _plain(item, parents)
                for key, item in value.items()
            }
        return [_plain(item, parents) for item in value]
    finally:
        parents.discard(id(value))
