"""Puts the function and its layers on the search path in the managed runtime's order, then hands over to the official client."""

import os
import sys

version = "python%d.%d" % sys.version_info[:2]
task_root = os.environ["LAMBDA_TASK_ROOT"]
sys.path[0:1] = [task_root, "/opt/python/lib/%s/site-packages" % version, "/opt/python"]

from awslambdaric.__main__ import main  # noqa: E402

main(["awslambdaric", os.environ["_HANDLER"]])
