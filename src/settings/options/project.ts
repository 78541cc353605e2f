import { option } from '../option.js';
import { builds } from '../parse-builds.js';
import { envVars } from '../parse-env-vars.js';
import { namedTexts } from '../parse-named-texts.js';
import { parameters } from '../parse-parameters.js';
import { filePath, flag, list, oneOf, text } from '../parsers.js';
import { inProject, reading, running, serving } from './commands.js';

/** What runs: the project file, its parameters, the functions' environment. */
export const projectOptions = {
  template: option({
    flags: '-t, --template <file>',
    spellings: ['--template-file'],
    variables: [{ name: 'SAM_TEMPLATE_FILE' }],
    commands: inProject,
    parse: filePath,
    description: 'SAM or CloudFormation template, `serverless.yml` (`.json`, `.ts`, `.js`) or CDK’s `cdk.out`',
    default:
      '`template.yaml`, `.yml` or `.json`, or what `sam build` made of it when that is newer; else `serverless.yml`; else `cdk.out`',
    sam: true,
  }),
  'parameter-overrides': option({
    flags: '--parameter-overrides <pairs...>',
    commands: reading,
    parse: parameters,
    description:
      'template parameters: `Name=value …`, `ParameterKey=Name,ParameterValue=value …`, JSON, or `file://params.json`; for `serverless.yml` options that its plugins declare, as `${opt:…}` asks for them',
    default: 'the defaults of the template',
    sam: true,
  }),
  stage: option({
    flags: '--stage <stage>',
    commands: reading,
    parse: text,
    description: 'stage of a `serverless.yml`, as Serverless has the flag (`-s` is `--static-dir` here)',
    default: '`provider.stage`, else `dev`',
  }),
  param: option({
    flags: '--param <name=value>',
    commands: reading,
    parse: namedTexts,
    description: 'parameter of a `serverless.yml`, as Serverless has the flag; repeatable',
    default: 'those of `params` and `stages`',
  }),
  'env-vars': option({
    flags: '-n, --env-vars <file>',
    commands: reading,
    parse: envVars,
    description: 'variables for functions, added or overridden: a JSON file in SAM’s forms, or a `.env` file',
    default: 'none',
    sam: true,
  }),
  'container-env-vars': option({
    flags: '--container-env-vars <file>',
    commands: reading,
    parse: envVars,
    description: 'more variables for sandboxes, in the same forms',
    default: 'none',
    sam: true,
  }),
  watch: option({
    flags: '--watch',
    commands: serving,
    parse: flag,
    description: 'apply changes of the template and of code while running',
    default: 'true',
  }),
  'watch-ignore': option({
    flags: '--watch-ignore <pattern>',
    commands: serving,
    parse: list,
    description:
      'files whose change means nothing, relative to the project: `coverage`, `*.log`, `docs/**`; repeatable',
    default: 'none; installed packages, logs (`*.log`), hidden caches and Hearth’s own data are never watched',
  }),
  'watch-polling': option({
    flags: '--watch-polling <when>',
    variables: [{ name: 'CHOKIDAR_USEPOLLING', values: { true: 'on', '1': 'on', false: 'off', '0': 'off' } }],
    commands: serving,
    parse: oneOf('auto', 'on', 'off'),
    description: 'look for changes twice a second instead of being told of them by the file system',
    default: '`auto`: on NFS, SMB, 9p, FUSE and shared folders of virtual machines, and where no watches are left',
  }),
  build: option({
    flags: '--build [command]',
    commands: running,
    parse: builds,
    description:
      'make code before it is read and after changes: `command` for the project, `Function=command`, or alone what `Metadata: Hearth: BuildCommand` and Dockerfiles say; repeatable',
    default: 'none: what is not built is told',
  }),
  'data-dir': option({
    flags: '--data-dir <folder>',
    commands: inProject,
    parse: filePath,
    description: 'folder of the database, the code store and caches',
    default: '`.hearth` in the project',
  }),
  ephemeral: option({
    flags: '--ephemeral',
    commands: serving,
    parse: flag,
    description: 'keep what is created in memory only; the data folder holds caches',
    default: 'false; `true` for `createEmulator`',
  }),
  region: option({
    flags: '--region <region>',
    variables: [
      { name: 'AWS_REGION', isAmbient: true },
      { name: 'AWS_DEFAULT_REGION', isAmbient: true },
      { name: 'DEFAULT_REGION', isAmbient: true, localstack: true },
    ],
    commands: reading,
    parse: text,
    description:
      'AWS region of the functions; without the flag, a region that `serverless.yml` or a CDK stack names wins',
    default: 'the profile’s in the configuration of the AWS CLI (not for `createEmulator`), else `us-east-1`',
    sam: true,
  }),
  account: option({
    flags: '--account <id>',
    commands: reading,
    parse: text,
    description:
      'AWS account of the functions, twelve digits; without the flag, an account that a CDK stack names wins',
    default: '`000000000000`',
  }),
  profile: option({
    flags: '--profile <name>',
    variables: [{ name: 'AWS_PROFILE', isAmbient: true }],
    commands: reading,
    parse: text,
    description: 'profile of the AWS configuration whose credentials sandboxes get, and whose region',
    default: 'the default chain of the AWS SDK, else dummies',
    sam: true,
  }),
  credentials: option({
    flags: '--no-credentials',
    commands: running,
    parse: flag,
    description: 'give sandboxes no AWS credentials at all',
    default: 'true: sandboxes get credentials',
  }),
} as const;
