import { option, type SettingsCommand } from '../option.js';
import { parseClaims } from '../parse-claims.js';
import { namedPorts } from '../parse-ports.js';
import { filePath, flag, oneOf, organizationId, port, text } from '../parsers.js';
import { asking, inProject, running, serving } from './commands.js';

/** Commands that serve the HTTP doors. */
const withApis: readonly SettingsCommand[] = ['start-api', 'start', 'createEmulator'];

/** Where Hearth listens, and what it answers for others. */
export const doorOptions = {
  port: option({
    flags: '-p, --port <port>',
    commands: ['start-api', 'start', 'routes', 'createEmulator'],
    parse: port,
    description: 'port of the HTTP APIs; 0 takes any free one',
    default: '3000',
    sam: true,
  }),
  'lambda-port': option({
    flags: '--lambda-port <port>',
    flagsFor: { 'start-lambda': '-p, --port <port>' },
    commands: ['start-api', 'start', 'start-lambda', ...asking, 'createEmulator'],
    parse: port,
    description:
      'port of the AWS API; 0 takes any free one. With `invoke`, `logs`, `ps`, `events` and `routes`: of the Hearth to ask, instead of the project’s',
    default: '3001; `start-api` moves to the next free one when it is taken',
  }),
  'localstack-port': option({
    flags: '--localstack-port <port>',
    commands: serving,
    parse: port,
    description: 'second port of the AWS API, where clients of LocalStack look for it (4566)',
    default: 'none',
  }),
  host: option({
    flags: '--host <address>',
    commands: [...serving, ...asking],
    parse: text,
    description: 'address that every door listens on, IPv4 or IPv6',
    default: '`127.0.0.1`',
    sam: true,
  }),
  'static-dir': option({
    flags: '-s, --static-dir <folder>',
    commands: withApis,
    parse: filePath,
    description: 'folder whose files answer at `/` what no route takes',
    default: '`public` in the project, when there is one',
    sam: true,
  }),
  https: option({
    flags: '--https',
    commands: [...withApis, 'routes'],
    parse: flag,
    description:
      'serve the HTTP APIs, function URLs and HTTPS listeners over TLS and HTTP/2, with a certificate made for this machine (`tls/certificate.pem` in the data folder)',
    default: '`false`; `true` with `--ssl-cert-file`',
  }),
  'ssl-cert-file': option({
    flags: '--ssl-cert-file <file>',
    commands: [...withApis, 'routes'],
    parse: filePath,
    description: 'PEM file with the certificate to serve TLS with',
    default: 'none',
    sam: true,
  }),
  'ssl-key-file': option({
    flags: '--ssl-key-file <file>',
    commands: [...withApis, 'routes'],
    parse: filePath,
    description: 'PEM file with the key of `--ssl-cert-file`',
    default: 'none',
    sam: true,
  }),
  'alb-port': option({
    flags: '--alb-port <Name=PORT>',
    commands: withApis,
    parse: namedPorts,
    description:
      'port of a load balancer’s listener, by logical id; the load balancer’s own stands for its first listener; repeatable',
    default: 'a free one for each listener',
  }),
  'url-ports': option({
    flags: '--url-ports',
    commands: withApis,
    parse: flag,
    description: 'give each function URL a port of its own, where it answers at `/`',
    default: '`false`: function URLs answer at their host and path',
  }),
  'url-port': option({
    flags: '--url-port <Function=PORT>',
    commands: withApis,
    parse: namedPorts,
    description: 'port of one function’s URL; 0 takes any free one; repeatable',
    default: 'none',
  }),
  'disable-authorizer': option({
    flags: '--disable-authorizer',
    commands: ['start-api', 'start', 'createEmulator'],
    parse: flag,
    description: 'open every route and function URL, whatever authorizer it has',
    default: '`false`: authorizers are run, tokens and signatures verified',
    sam: true,
  }),
  'mock-claims': option({
    flags: '--mock-claims <file>',
    commands: ['start-api', 'start', 'createEmulator'],
    parse: parseClaims,
    description: 'JSON file with the claims that JWT and Cognito authorizers take for those of every caller',
    default: 'none: tokens are verified',
  }),
  'aws-endpoint': option({
    flags: '--aws-endpoint <url>',
    commands: running,
    parse: text,
    description: 'AWS-compatible neighbour that gets the AWS requests that Hearth does not own',
    default: 'none: such requests get an error that names this flag',
  }),
  'enforce-policies': option({
    flags: '--enforce-policies',
    commands: serving,
    parse: flag,
    description:
      'ask the policies of functions, layers and roles whether an API, a function URL, another account or an assumed role may',
    default: '`false`: policies are kept and shown; function URLs made over the Lambda API ask theirs',
  }),
  'organization-id': option({
    flags: '--organization-id <id>',
    commands: serving,
    parse: organizationId,
    description: 'organization (`o-…`) of every account here: what aws:PrincipalOrgID asks for in permissions',
    default: 'none: no caller meets such a condition',
  }),
  'runtime-policy': option({
    flags: '--runtime-policy <policy>',
    variables: [{ name: 'LAMBDA_RUNTIME_VALIDATION', localstack: true, values: { 1: 'aws', 0: 'local' } }],
    commands: serving,
    parse: oneOf('local', 'aws'),
    description: '`aws`: the Lambda API refuses runtimes that AWS blocks; `local`: it takes what can be started here',
    default: '`local`',
  }),
  'log-format': option({
    flags: '--log-format <format>',
    commands: inProject,
    parse: oneOf('text', 'json'),
    description: 'how Hearth’s messages and the functions’ output are printed: `text` or `json`',
    default: '`text`',
  }),
} as const;
