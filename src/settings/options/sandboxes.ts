import { option } from '../option.js';
import { imageOverrides } from '../parse-images.js';
import { addresses, extraHosts } from '../parse-network.js';
import { duration, factor, flag, oneOf, text, wholeNumber } from '../parsers.js';
import { running, serving } from './commands.js';

const aboutSandboxes = [...running, 'doctor'] as const;

/** Where and how sandboxes run, how long they live, how many there are. */
export const sandboxOptions = {
  'sandbox-host': option({
    flags: '--sandbox-host <host>',
    commands: aboutSandboxes,
    parse: oneOf('auto', 'docker', 'process'),
    description: '`docker`, `process` (child processes of this machine), or `auto`',
    default: '`auto`: Docker when it answers and has the image or can pull it, else `process`; told per function',
  }),
  'keep-alive': option({
    flags: '--keep-alive <duration>',
    variables: [{ name: 'LAMBDA_KEEPALIVE_MS', unit: 'ms', localstack: true }],
    commands: serving,
    parse: duration,
    description: 'how long an idle sandbox is kept warm',
    default: '`10m`',
  }),
  'shutdown-grace': option({
    flags: '--shutdown-grace <duration>',
    commands: serving,
    parse: duration,
    description: 'how long running invocations may go on after the first signal',
    default: '`2s`',
  }),
  'warm-containers': option({
    flags: '--warm-containers <mode>',
    variables: [{ name: 'SAM_WARM_CONTAINERS' }],
    commands: serving,
    parse: oneOf('EAGER', 'LAZY'),
    description: '`EAGER` boots one sandbox per function at the start',
    default: '`LAZY`',
    sam: true,
  }),
  'max-concurrent-starts': option({
    flags: '--max-concurrent-starts <number>',
    commands: serving,
    parse: wholeNumber(1, 1000),
    description: 'sandbox starts in flight at once',
    default: 'the number of cores, at least 2',
  }),
  spares: option({
    flags: '--spares <number>',
    commands: serving,
    parse: wholeNumber(0, 1000),
    description: 'booted sandboxes kept idle beyond need, for each function used within the keep-alive time',
    default: '0',
  }),
  'network-slots': option({
    flags: '--network-slots <number>',
    commands: serving,
    parse: wholeNumber(0, 1000),
    description: 'networks kept ready for coming sandboxes on Docker, all functions together; 0 for none',
    default: '4; 2 for `createEmulator`',
  }),
  gates: option({
    flags: '--gates <number>',
    commands: serving,
    parse: wholeNumber(0, 1000),
    description:
      'started containers kept waiting for coming sandboxes, for each image in use (process host: a fifth as many Node.js processes); 0 for none',
    default: '10; 2 for `createEmulator`',
  }),
  'account-concurrency': option({
    flags: '--account-concurrency <number>',
    variables: [{ name: 'LAMBDA_LIMITS_CONCURRENT_EXECUTIONS', localstack: true }],
    commands: serving,
    parse: wholeNumber(1, 100_000),
    description: 'running invocations at once, over all functions',
    default: '1000',
  }),
  'event-concurrency': option({
    flags: '--event-concurrency <number>',
    commands: serving,
    parse: wholeNumber(1, 1000),
    description:
      'asynchronous events of one function that run at once; its reserved concurrency, where lower, bounds them too',
    default: '50',
  }),
  'time-scale': option({
    flags: '--time-scale <number>',
    commands: serving,
    parse: factor,
    description:
      'divide the delays and ages of asynchronous events (a minute before the first retry, six hours of age …); 60 makes a minute a second',
    default: '1: AWS’s own times',
  }),
  'docker-network': option({
    flags: '--docker-network <network>',
    variables: [{ name: 'SAM_DOCKER_NETWORK' }, { name: 'LAMBDA_DOCKER_NETWORK', localstack: true }],
    commands: aboutSandboxes,
    parse: text,
    description: 'Docker network that sandboxes join',
    default: 'the default bridge',
    sam: true,
  }),
  'skip-pull-image': option({
    flags: '--skip-pull-image',
    variables: [{ name: 'SAM_SKIP_PULL_IMAGE' }],
    commands: aboutSandboxes,
    parse: flag,
    description: 'never pull: use only images that are present',
    default: 'false: a missing image is pulled once',
    sam: true,
  }),
  'memory-limit': option({
    flags: '--no-memory-limit',
    commands: running,
    parse: flag,
    description: 'let containers take all the memory that the engine has; functions are told the size of the template',
    default: 'true: containers have the memory of the function',
    sam: true,
  }),
  'ignore-architecture': option({
    flags: '--ignore-architecture',
    variables: [{ name: 'LAMBDA_IGNORE_ARCHITECTURE', localstack: true }],
    commands: aboutSandboxes,
    parse: flag,
    description: 'run every function on this engine’s own processor, whatever `Architectures` asks for',
    default: 'false: a difference is told, and refused where nothing could run',
  }),
  'invoke-image': option({
    flags: '--invoke-image <image>',
    spellings: ['-ii'],
    variables: [{ name: 'LAMBDA_RUNTIME_IMAGE_MAPPING', localstack: true }],
    commands: aboutSandboxes,
    parse: imageOverrides,
    description: 'another image: `image` for all, or `name=image` by function, runtime or `pattern*`; repeatable',
    default: 'AWS’s official image of the runtime',
    sam: true,
  }),
  'add-host': option({
    flags: '--add-host <host:ip>',
    commands: aboutSandboxes,
    parse: extraHosts,
    description: 'another name that sandboxes can resolve; repeatable',
    default: 'none',
    sam: true,
  }),
  'container-dns': option({
    flags: '--container-dns <address>',
    variables: [{ name: 'LAMBDA_DOCKER_DNS', localstack: true }],
    commands: aboutSandboxes,
    parse: addresses,
    description: 'name server of the sandboxes; repeatable',
    default: 'as Docker chooses',
    sam: true,
  }),
  'container-host': option({
    flags: '--container-host <host>',
    commands: aboutSandboxes,
    parse: text,
    description: 'name or address by which sandboxes reach Hearth; SAM’s default, `localhost`, names none',
    default: 'found by a probe',
    sam: true,
  }),
  'container-host-interface': option({
    flags: '--container-host-interface <address>',
    commands: aboutSandboxes,
    parse: text,
    description: 'address that Hearth listens on for sandboxes',
    default: 'found by a probe',
    sam: true,
  }),
} as const;
