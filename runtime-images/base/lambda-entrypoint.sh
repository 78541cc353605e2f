#!/bin/sh
# Same contract as the entry point of the official images: one argument, the handler; 142 tells a missing one.
if [ $# -ne 1 ]; then
  echo 'entrypoint requires the handler name to be the first argument' 1>&2
  exit 142
fi
export _HANDLER="$1"

if [ -n "$AWS_LAMBDA_RUNTIME_API" ]; then
  exec /var/runtime/bootstrap
fi
emulator=/usr/local/bin/aws-lambda-rie
if [ ! -x "$emulator" ]; then
  echo "AWS_LAMBDA_RUNTIME_API is not set and $emulator is not in this image: nothing would serve the Runtime API. Start this image through Hearth." 1>&2
  exit 127
fi
exec "$emulator" /var/runtime/bootstrap
