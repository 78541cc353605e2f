import os
import traceback

OWN_FOLDER = os.path.dirname(os.path.abspath(__file__))


class Fault(Exception):
    """A failure of Lambda's own kind, named `Runtime.…`."""

    def __init__(self, error_type, message, trace=None):
        super().__init__(message)
        self.error_type = "Runtime." + error_type
        self.message = message
        self.trace = trace


def error_body(message, error_type, trace, request_id=""):
    """The posted body; its members stay in this order."""
    return {"errorMessage": message, "errorType": error_type, "requestId": request_id, "stackTrace": trace or []}


def frames_of(error):
    """Where `error` came from, without this client's own frames at the top, as (file, line, function, text)."""
    frames = [(frame.filename, frame.lineno, frame.name, frame.line) for frame in traceback.extract_tb(error.__traceback__)]
    for index, frame in enumerate(frames):
        if not frame[0].startswith(OWN_FOLDER):
            return frames[index:]
    return frames


def body_of(error, request_id=""):
    if isinstance(error, Fault):
        return error_body(error.message, error.error_type, error.trace, request_id)
    return error_body(str(error), type(error).__name__, traceback.format_list(frames_of(error)), request_id)


def xray_cause_of(error):
    if isinstance(error, Fault):
        frames, message, error_type = [], error.message, "LambdaValidationError"
    else:
        frames, message, error_type = frames_of(error), str(error), type(error).__name__
    stack = [{"label": function, "path": file, "line": line} for file, line, function, _ in frames]
    return {
        "working_directory": os.getcwd(),
        "exceptions": [{"message": message, "type": error_type, "stack": stack}],
        "paths": list({file for file, _, _, _ in frames}),
    }
