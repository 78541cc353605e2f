# Sourced by the bootstraps. exec_runtime <command> [argument...] becomes the runtime, through AWS_LAMBDA_EXEC_WRAPPER when that is set.
exec_runtime() {
  if [ -z "$AWS_LAMBDA_EXEC_WRAPPER" ]; then
    exec "$@"
  fi
  if [ ! -f "$AWS_LAMBDA_EXEC_WRAPPER" ]; then
    echo "$AWS_LAMBDA_EXEC_WRAPPER: does not exist" 1>&2
    exit 127
  fi
  if [ ! -x "$AWS_LAMBDA_EXEC_WRAPPER" ]; then
    echo "$AWS_LAMBDA_EXEC_WRAPPER: is not an executable" 1>&2
    exit 126
  fi
  exec "$AWS_LAMBDA_EXEC_WRAPPER" "$@"
}
