// cspell:ignore Dashhello
import { describe, expect, it } from '@jest/globals';
import { serviceOf } from '../../../support/service-of.js';
import { functionIn } from '../../../support/stack-of.js';

const head = 'service: shop\nprovider: { name: aws, runtime: nodejs22.x, environment: { STAGE: dev, REMOVED: x } }\n';

// Serverless Framework, "Serverless.yml Reference".
describe('a function of serverless.yml', () => {
  it('has the defaults of Serverless, and its own key as its id', async () => {
    const stack = await serviceOf(
      `${head}functions: { my-hello: { handler: index.handler, environment: { REMOVED: null, OWN: 1 } } }`,
    );

    expect(functionIn(stack, 'my-hello')).toMatchObject({
      name: 'shop-dev-my-hello',
      alsoKnownAs: ['MyDashhelloLambdaFunction'],
      memoryMb: 1024,
      timeoutSeconds: 6,
      environment: { STAGE: 'dev', OWN: '1' },
      package: { runtime: 'nodejs22.x', handler: 'index.handler', code: { kind: 'folder' } },
    });
    expect(stack.notices).toEqual([]);
  });

  it('takes what is said of it, of the provider, and of layers and artifacts', async () => {
    const stack = await serviceOf(
      `
service: { name: shop }
provider: { name: aws, runtime: python3.12, memorySize: 256, timeout: 10, architecture: arm64, layers: [{ Ref: SharedLambdaLayer }] }
layers: { shared: { path: layer } }
functions:
  - one:
      handler: app.handler
      name: named
      timeout: 20
      ephemeralStorageSize: 1024
      reservedConcurrency: 2
      package: { artifact: one.zip }
      maximumRetryAttempts: 1
      onError: arn:aws:sns:us-east-1:123456789012:dead
      destinations: { onFailure: two }
  - two: { handler: app.handler, layers: [], runtime: python3.11, url: { authorizer: aws_iam, invokeMode: RESPONSE_STREAM } }
`,
      { files: { 'one.zip': 'z', 'app.py': '', 'layer/python/x.py': '' } },
    );

    expect(functionIn(stack, 'one')).toMatchObject({
      name: 'named',
      memoryMb: 256,
      timeoutSeconds: 20,
      architecture: 'arm64',
      ephemeralStorageMb: 1024,
      reservedConcurrency: 2,
      deadLetterQueue: 'arn:aws:sns:us-east-1:123456789012:dead',
      eventInvokeConfigs: [
        { maximumRetryAttempts: 1, onFailure: 'arn:aws:lambda:eu-west-1:123456789012:function:shop-dev-two' },
      ],
      package: {
        runtime: 'python3.12',
        code: { kind: 'archive' },
        layers: [{ path: expect.stringMatching(/\/layer$/) }],
      },
    });
    expect(functionIn(stack, 'two').package).toMatchObject({ runtime: 'python3.11', layers: [] });
    expect(stack.urls).toMatchObject([
      { authType: 'AWS_IAM', invokeMode: 'RESPONSE_STREAM', functionReference: 'shop-dev-two' },
    ]);
  });

  it('logs as it says, and else as the provider says', async () => {
    const stack = await serviceOf(`
service: shop
provider: { name: aws, runtime: nodejs22.x, logs: { lambda: { logFormat: JSON, applicationLogLevel: ERROR, logGroup: /shop/all } } }
functions:
  one: { handler: index.handler }
  two: { handler: index.handler, logs: { applicationLogLevel: DEBUG, systemLogLevel: WARN } }
`);

    const common = { format: 'JSON', group: '/shop/all' };
    expect(functionIn(stack, 'one').logging).toEqual({ ...common, applicationLevel: 'ERROR', systemLevel: 'INFO' });
    expect(functionIn(stack, 'two').logging).toEqual({ ...common, applicationLevel: 'DEBUG', systemLevel: 'WARN' });
  });

  it('may be an image that the service builds', async () => {
    const stack = await serviceOf(`
service: shop
provider: { name: aws, ecr: { images: { base: { path: ./app, buildArgs: { A: 1 } } } } }
functions:
  built: { image: { name: base, command: [a.b] } }
  pulled: { image: "app:1" }
`);

    expect(functionIn(stack, 'built').package).toMatchObject({
      packageType: 'Image',
      overrides: { command: ['a.b'] },
      build: { context: expect.stringMatching(/\/app$/), dockerfile: 'Dockerfile', buildArguments: { A: '1' } },
    });
    expect(functionIn(stack, 'pulled').package).toMatchObject({ imageUri: 'app:1' });
  });

  it('runs what "serverless package" made when only that has its handler, and says so', async () => {
    const stack = await serviceOf(`${head}functions: { typed: { handler: src/typed.handler } }`, {
      files: { 'src/typed.ts': '', '.serverless/shop.zip': 'z' },
    });

    expect(functionIn(stack, 'typed').package).toMatchObject({ code: { path: expect.stringMatching(/shop\.zip$/) } });
    expect(stack.notices).toEqual(['Function "typed" runs ".serverless/shop.zip", made by "serverless package".']);
  });

  it('is referred to by the names that Serverless makes, from resources of the user’s own', async () => {
    const stack = await serviceOf(`
service: shop
provider: { name: aws, runtime: nodejs22.x, environment: { TABLE: !Ref Orders, OTHER: !GetAtt OtherLambdaFunction.Arn } }
functions: { hello: { handler: index.handler }, other: { handler: index.handler } }
resources:
  - Resources: { Orders: { Type: AWS::DynamoDB::Table, Properties: { TableName: orders } } }
  - extensions: { OtherLambdaFunction: { Properties: { MemorySize: 512 } } }
`);

    expect(functionIn(stack, 'hello').environment).toEqual({
      TABLE: 'orders',
      OTHER: 'arn:aws:lambda:eu-west-1:123456789012:function:shop-dev-other',
    });
    expect(functionIn(stack, 'other').memoryMb).toBe(512);
  });
});

describe('a service', () => {
  it.each([
    [
      'serverless.json',
      JSON.stringify({
        service: 's',
        provider: { name: 'aws', runtime: 'nodejs22.x' },
        functions: { f: { handler: 'index.handler' } },
      }),
    ],
    [
      'serverless.ts',
      'interface C { service: string }\nconst c: C & object = { service: "s", provider: { name: "aws", runtime: "nodejs22.x" }, functions: { f: { handler: "index.handler" } } };\nmodule.exports = c;',
    ],
    [
      'serverless.mjs',
      'export default async () => ({ service: "s", provider: "aws", functions: { f: { handler: "index.handler", runtime: "nodejs22.x" } } });',
    ],
  ])('may be written as %s', async (name, text) => {
    const stack = await serviceOf(text, { name });

    expect(functionIn(stack, 'f')).toMatchObject({ name: 's-dev-f', package: { runtime: 'nodejs22.x' } });
  });

  it('tells of the custom domains of a plugin', async () => {
    const stack = await serviceOf(
      'service: s\nplugins: [serverless-domain-manager]\nprovider: aws\ncustom: { customDomain: { domainName: api.example.com, basePath: v1 } }\nfunctions: {}',
    );

    expect(stack.notices).toEqual([
      'Custom domains of serverless-domain-manager are not served: "api.example.com". Call the APIs at the addresses that the start tells.',
    ]);
  });

  it('has the resource policy of its REST API', async () => {
    const stack = await serviceOf(
      `service: s
provider:
  name: aws
  runtime: nodejs22.x
  apiGateway: { resourcePolicy: [{ Effect: Allow, Principal: '*', Action: execute-api:Invoke, Resource: 'execute-api:/*' }] }
functions: { f: { handler: index.handler, events: [{ http: GET /x }] } }`,
    );

    expect(stack.apis).toMatchObject([{ policy: { Statement: [{ Effect: 'Allow', Resource: 'execute-api:/*' }] } }]);
  });

  it('tells of plugins that are not run', async () => {
    const stack = await serviceOf(
      'service: s\nplugins: [serverless-offline, serverless-esbuild]\nprovider: aws\nfunctions: {}',
    );

    expect(stack.notices).toEqual([
      'Plugins are not run: "serverless-esbuild". Where one builds code, run "serverless package": what it makes is used for handlers that are not there without it, and as "package.artifact".',
    ]);
  });

  const inRegion = `service: s
provider: { name: aws, runtime: nodejs22.x, region: "\${opt:region, 'us-east-2'}" }
functions:
  hello: { handler: index.handler, environment: { WHERE: "\${aws:region}", ARN: !GetAtt HelloLambdaFunction.Arn }, events: [{ httpApi: GET /x }] }
`;

  it.each([
    ['that of its provider', undefined, 'us-east-2'],
    ['the one that the user named', true, 'eu-west-1'],
  ])('is in %s, with its functions, APIs and variables', async (_, regionNamed, region) => {
    const stack = await serviceOf(inRegion, regionNamed === undefined ? {} : { regionNamed });

    expect(stack).toMatchObject({
      region,
      functions: [
        { region, environment: { WHERE: region, ARN: `arn:aws:lambda:${region}:123456789012:function:s-dev-hello` } },
      ],
      apis: [{ region }],
    });
    expect(stack.notices).toEqual([]);
  });

  it('tells the flags for what serverless-offline would read', async () => {
    const stack = await serviceOf(
      'service: s\nprovider: aws\ncustom: { serverless-offline: { httpPort: 4000, noAuth: true, useDocker: false, noPrependStageInUrl: true } }\nfunctions: {}',
    );

    expect(stack.notices).toEqual([
      '"custom.serverless-offline" is not read. For what it says, pass: --port 4000 --disable-authorizer',
    ]);
  });

  it('tells of handlers in TypeScript, also where layers may bring files', async () => {
    const stack = await serviceOf(
      'service: s\nprovider: { name: aws, runtime: nodejs22.x, layers: [{ Ref: OneLambdaLayer }] }\nlayers: { one: { path: layer } }\nfunctions: { typed: { handler: typed.handler }, fromLayer: { handler: other.handler } }',
      { files: { 'typed.ts': '', 'layer/x.js': '' } },
    );

    expect(stack.notices).toEqual([
      expect.stringMatching(/^Function "typed" will fail: .*"typed\.ts" has to be built/),
    ]);
  });

  it('says to its functions that they run offline, as serverless-offline does', async () => {
    const stack = await serviceOf('service: s\nprovider: aws\nfunctions: { f: { handler: index.handler } }');

    expect(functionIn(stack, 'f').localEnvironment).toEqual({ IS_OFFLINE: 'true' });
  });

  it('is a stack of the name that its provider gives, else of its own name and stage', async () => {
    const name = async (provider: string): Promise<unknown> => {
      const text = `service: s\nprovider: { name: aws${provider} }\nfunctions: { f: { handler: index.handler, environment: { STACK: !Ref AWS::StackName } } }`;
      return functionIn(await serviceOf(text), 'f').environment['STACK'];
    };

    expect([await name(', stackName: own'), await name(', stage: prod')]).toEqual(['own', 's-prod']);
  });

  it('is changed by resources of the user under the logical ids that Serverless makes', async () => {
    const stack = await serviceOf(`
service: s
provider: { name: aws, runtime: nodejs22.x, environment: { KEPT: a } }
functions: { f: { handler: index.handler } }
resources: { Resources: { FLambdaFunction: { Type: AWS::Lambda::Function, Properties: { Timeout: 20, Environment: { Variables: { ADDED: b } } } } } }
`);

    expect(functionIn(stack, 'f')).toMatchObject({ timeoutSeconds: 20, environment: { KEPT: 'a', ADDED: 'b' } });
  });

  it.each([
    ['another provider', 'service: s\nprovider: { name: google }', 'is for the provider "google"'],
    ['broken YAML', 'service: [', /serverless\.yml:1:\d+: /],
  ])('of %s is refused', async (_, text, message) => {
    await expect(serviceOf(text)).rejects.toThrow(message);
  });

  it('is watched with the files that its variables read', async () => {
    const { watched } = await serviceOf('service: s\nprovider: aws\nfunctions: ${file(./functions.yml)}', {
      files: { 'functions.yml': 'f: { handler: index.handler }' },
    });

    expect(watched.map((file) => file.split('/').pop())).toEqual(
      expect.arrayContaining(['serverless.yml', 'functions.yml']),
    );
  });
});
