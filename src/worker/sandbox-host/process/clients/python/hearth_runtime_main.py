"""The runtime client of the `process` sandbox host for Python 3.8 and later, standard library only.

Arguments: the folder of the layers, then folders that go to the end of the search path.
"""

import os
import re
import sys

task_root = os.environ["LAMBDA_TASK_ROOT"]
handler = os.environ["_HANDLER"]
opt_folder, *last_folders = sys.argv[1:]
version = re.search(r"python(\d+\.\d+)", os.environ.get("AWS_EXECUTION_ENV", ""))

from hearth_runtime_client.loop import run  # noqa: E402  (before the function's own folders come first)

sys.argv = [sys.argv[0], handler]
sys.path[0:1] = [
    task_root,
    *([os.path.join(opt_folder, "python/lib/python%s/site-packages" % version.group(1))] if version else []),
    os.path.join(opt_folder, "python"),
]
sys.path.extend(last_folders)
run(handler)
