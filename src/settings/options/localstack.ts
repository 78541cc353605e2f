/** What becomes of a variable of LocalStack that sets nothing here. */
export interface UnheededVariable {
  /** Nothing is lost without it, and why; nobody is told when it is set. */
  readonly needless?: string;
  /** What to do instead; told when it is set. */
  readonly remedy?: string;
}

const limits = 'AWS’s own limits hold here and cannot be changed; ask for less, or split what is too large';
const noQueue = 'events and event source mappings need no queue and no plugin of their own';

/** LocalStack’s variables that concern Lambda or its whole, by name; those that set an option stand in the options table. */
export const localstackVariables: Readonly<Record<string, UnheededVariable>> = {
  BUCKET_MARKER_LOCAL: { remedy: 'the bucket whose key is a folder of this machine is always called `hot-reload`' },
  EDGE_PORT: { remedy: 'pass `--localstack-port`' },
  GATEWAY_LISTEN: { remedy: 'pass `--host` and `--localstack-port`' },
  HOSTNAME_EXTERNAL: { needless: 'URLs in answers have the address by which the client came' },
  HOSTNAME_FROM_LAMBDA: { remedy: 'pass `--container-host`' },
  LAMBDA_DEBUG_MODE: { remedy: 'set the debugger’s variables with `--container-env-vars`, and a long `Timeout`' },
  LAMBDA_DEBUG_MODE_CONFIG_PATH: { remedy: 'set the debugger’s variables with `--container-env-vars`' },
  LAMBDA_DOCKER_FLAGS: {
    remedy: 'pass `--docker-network`, `--add-host`, `--container-dns` or `--container-env-vars` for what the flags did',
  },
  LAMBDA_DOWNLOAD_AWS_LAYERS: { remedy: 'publish a copy of a layer that another account owns' },
  LAMBDA_EVENTS_INTERNAL_SQS: { needless: noQueue },
  LAMBDA_EVENT_SOURCE_MAPPING: { needless: noQueue },
  LAMBDA_EXECUTOR: { remedy: 'pass `--sandbox-host docker` or `process`' },
  LAMBDA_LIMITS_CODE_SIZE_UNZIPPED: { remedy: limits },
  LAMBDA_LIMITS_CODE_SIZE_ZIPPED: { remedy: limits },
  LAMBDA_LIMITS_CREATE_FUNCTION_REQUEST_SIZE: { remedy: limits },
  LAMBDA_LIMITS_MAX_FUNCTION_ENVVAR_SIZE_BYTES: { remedy: limits },
  LAMBDA_LIMITS_MAX_FUNCTION_PAYLOAD_SIZE_BYTES: { remedy: limits },
  LAMBDA_LIMITS_MINIMUM_UNRESERVED_CONCURRENCY: { remedy: limits },
  LAMBDA_LIMITS_TOTAL_CODE_SIZE: { remedy: limits },
  LAMBDA_PREBUILD_IMAGES: { needless: 'code is mounted, no image is built for it; `--gates` prepares cold starts' },
  LAMBDA_REMOVE_CONTAINERS: { remedy: 'pass a longer `--keep-alive`; `docker logs` shows a container while it lives' },
  LAMBDA_RETRY_BASE_DELAY_SECONDS: {
    remedy: 'events are tried again after AWS’s one and two minutes; pass `--time-scale`',
  },
  LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT: { remedy: 'INIT has the time that AWS gives it; there is nothing to pass' },
  LAMBDA_RUNTIME_EXECUTOR: { remedy: 'pass `--sandbox-host docker` or `process`' },
  LAMBDA_SYNCHRONOUS_CREATE: { needless: 'a function is active milliseconds after the answer' },
  LAMBDA_TRUNCATE_STDOUT: { needless: 'what functions print is never cut' },
  LOCALSTACK_API_KEY: { needless: 'nothing here needs a licence' },
  LOCALSTACK_AUTH_TOKEN: { needless: 'nothing here needs a licence' },
  LOCALSTACK_HOST: { needless: 'URLs in answers have the address by which the client came' },
  PERSISTENCE: { needless: 'what is made over the API stays; pass `--ephemeral` where it should not' },
  SERVICES: { needless: 'Lambda is always there, other services are those of `--aws-endpoint`' },
};
