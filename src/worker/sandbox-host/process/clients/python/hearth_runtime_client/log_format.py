import json
import logging
import os
import sys
import time
import traceback

JSON_FORMAT = os.environ.get("AWS_LAMBDA_LOG_FORMAT", "").upper() == "JSON"
NO_BREAK_SPACE = "\u00a0"

# The invocation that runs now; every record carries it.
current = {"request_id": None, "tenant_id": None}


def write_raw(text):
    sys.stdout.write(text)


def set_up_logging():
    """Gives the root logger the format of the managed runtimes; its level stays the library's unless AWS_LAMBDA_LOG_LEVEL says."""
    logging.Formatter.converter = time.gmtime
    handler = _StdoutHandler()
    handler.setFormatter(
        _JsonFormatter(datefmt="%Y-%m-%dT%H:%M:%SZ")
        if JSON_FORMAT
        else logging.Formatter(
            "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s\n", "%Y-%m-%dT%H:%M:%S"
        )
    )
    handler.addFilter(_add_invocation)
    level = os.environ.get("AWS_LAMBDA_LOG_LEVEL", "").upper()
    level = "DEBUG" if level == "TRACE" else level
    root = logging.getLogger()
    if level in ("DEBUG", "INFO", "WARN", "WARNING", "ERROR", "FATAL", "CRITICAL"):
        root.setLevel(level)
    root.addHandler(handler)


def log_error(body):
    """Writes what is about to be posted as one record, its lines parted by carriage returns."""
    if JSON_FORMAT:
        now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        write_raw(json.dumps({"timestamp": now, "level": "ERROR", **body}) + "\n")
        return
    title = ": ".join(part for part in (body["errorType"], body["errorMessage"]) if part)
    lines = ["[ERROR] " + title, "Traceback (most recent call last):"]
    for element in body["stackTrace"]:
        for line in element.splitlines() or [""]:
            # Log viewers strip leading blanks, but not these.
            text = line.lstrip(" ")
            lines.append(NO_BREAK_SPACE * (len(line) - len(text)) + text)
    write_raw("\r".join(lines) + "\n")


class _StdoutHandler(logging.Handler):
    def emit(self, record):
        write_raw(self.format(record))


def _add_invocation(record):
    record.aws_request_id = current["request_id"] or ""
    record.tenant_id = current["tenant_id"]
    return True


class _JsonFormatter(logging.Formatter):
    standard = set(vars(logging.LogRecord("", 0, "", 0, "", (), None))) | {"aws_request_id", "tenant_id", "message", "asctime", "taskName"}

    def format(self, record):
        failure = record.exc_info
        fields = {
            "timestamp": self.formatTime(record, self.datefmt),
            "level": record.levelname,
            "message": record.msg if isinstance(record.msg, dict) and not record.args else record.getMessage(),
            "logger": record.name,
            "stackTrace": traceback.format_tb(failure[2]) if failure else None,
            "errorType": failure[0].__name__ if failure else None,
            "errorMessage": str(failure[1]) if failure else None,
            "requestId": record.aws_request_id,
            "location": "%s:%s:%s" % (record.pathname, record.funcName, record.lineno) if failure else None,
            "tenantId": record.tenant_id,
        }
        added = {key: value for key, value in vars(record).items() if key not in self.standard and key not in fields}
        present = {key: value for key, value in {**fields, **added}.items() if value is not None}
        return json.dumps(present, ensure_ascii=False, default=str) + "\n"
