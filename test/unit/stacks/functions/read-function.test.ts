import { describe, expect, it } from '@jest/globals';
import { functionIn, stackOf } from '../../../support/stack-of.js';

const fn = (properties: string, more = ''): string =>
  `Resources:\n  Fn: { Type: AWS::Serverless::Function, ${more} Properties: { ${properties} } }\n`;

describe('a function of a template', () => {
  it('has the defaults of Lambda', async () => {
    const stack = await stackOf(fn('InlineCode: x, Runtime: nodejs22.x, Handler: index.handler'));

    expect(functionIn(stack, 'Fn')).toEqual({
      logicalId: 'Fn',
      name: 'Fn',
      region: 'eu-west-1',
      account: '123456789012',
      package: {
        packageType: 'Zip',
        runtime: 'nodejs22.x',
        handler: 'index.handler',
        code: { kind: 'inline', fileName: 'index.js', text: 'x' },
        layers: [],
      },
      architecture: 'x86_64',
      environment: {},
      memoryMb: 128,
      timeoutSeconds: 3,
      ephemeralStorageMb: 512,
      description: '',
      logging: { format: 'Text', group: '/aws/lambda/Fn' },
      localEnvironment: { AWS_SAM_LOCAL: 'true' },
    });
  });

  it('takes what the template says, globals included', async () => {
    const stack = await stackOf(`
      Globals: { Function: { Timeout: 7, Environment: { Variables: { A: g, B: g } } } }
      Resources:
        Fn:
          Type: AWS::Serverless::Function
          Properties:
            FunctionName: named
            InlineCode: x
            Runtime: python3.13
            Handler: index.handler
            MemorySize: "512"
            EphemeralStorage: { Size: 1024 }
            Architectures: [arm64]
            ReservedConcurrentExecutions: 0
            Description: does things
            DeadLetterQueue: { Type: SQS, TargetArn: 'arn:aws:sqs:us-east-1:123456789012:dead' }
            RecursiveLoop: Allow
            LoggingConfig: { LogFormat: JSON, LogGroup: /mine, ApplicationLogLevel: DEBUG, SystemLogLevel: WARN }
            TenancyConfig: { TenantIsolationMode: PER_TENANT }
            DurableConfig: { ExecutionTimeout: 60 }
            Environment: { Variables: { B: l, N: 3, T: true } }
    `);

    expect(functionIn(stack, 'Fn')).toMatchObject({
      name: 'named',
      architecture: 'arm64',
      environment: { A: 'g', B: 'l', N: '3', T: 'true' },
      memoryMb: 512,
      timeoutSeconds: 7,
      ephemeralStorageMb: 1024,
      reservedConcurrency: 0,
      description: 'does things',
      deadLetterQueue: 'arn:aws:sqs:us-east-1:123456789012:dead',
      recursiveLoop: 'Allow',
      logging: { format: 'JSON', group: '/mine', applicationLevel: 'DEBUG', systemLevel: 'WARN' },
      tenancyConfig: { TenantIsolationMode: 'PER_TENANT' },
      durableConfig: { ExecutionTimeout: 60 },
      package: { code: { fileName: 'index.py' } },
    });
  });

  it('has the log group and the log levels that it names', async () => {
    const stack = await stackOf(
      `Resources:
        Group: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: /shop/all } }
        Fn:
          Type: AWS::Lambda::Function
          Properties:
            LoggingConfig: { LogFormat: JSON, LogGroup: !Ref Group, ApplicationLogLevel: WARN, SystemLogLevel: DEBUG }
            Code: { ZipFile: x }
            Runtime: nodejs22.x
            Handler: index.h`,
    );

    expect(functionIn(stack, 'Fn').logging).toEqual({
      format: 'JSON',
      group: '/shop/all',
      applicationLevel: 'WARN',
      systemLevel: 'DEBUG',
    });
  });

  it.each([
    ['TenancyConfig: { TenantIsolationMode: PER_TENANT }', { tenancyConfig: { TenantIsolationMode: 'PER_TENANT' } }],
    [
      'DurableConfig: { ExecutionTimeout: "3600", RetentionPeriodInDays: 7 }',
      { durableConfig: { ExecutionTimeout: 3600, RetentionPeriodInDays: 7 } },
    ],
  ])('has what is decided at its creation: %s', async (properties, expected) => {
    const stack = await stackOf(fn(`InlineCode: x, Runtime: nodejs22.x, Handler: index.h, ${properties}`));

    expect(functionIn(stack, 'Fn')).toMatchObject(expected);
  });

  it.each([
    ['LoggingConfig: { LogFormat: json }', /"Resources.Fn.Properties.LoggingConfig.LogFormat" is "json"/],
    ['LoggingConfig: { ApplicationLogLevel: WARN }', /has a log level, which goes with the LogFormat JSON only/],
    ['TenancyConfig: { TenantIsolationMode: ALL }', /has the TenantIsolationMode "ALL"; it must be PER_TENANT/],
    ['DurableConfig: { RetentionPeriodInDays: 7 }', /"Resources.Fn.Properties.DurableConfig" has no ExecutionTimeout/],
  ])('does not run with what Lambda refuses: %s', async (properties, message) => {
    const stack = await stackOf(fn(`InlineCode: x, Runtime: nodejs22.x, Handler: index.h, ${properties}`));

    expect(functionIn(stack, 'Fn').problem?.message).toMatch(message);
  });

  it.each([
    ['CodeUri: src/', { kind: 'folder', path: expect.stringMatching(/\/src$/) }],
    ['CodeUri: app.zip', { kind: 'archive', path: expect.stringMatching(/\/app\.zip$/) }],
    ['CodeUri: app.jar', { kind: 'archive', path: expect.stringMatching(/\/app\.jar$/) }],
    ['InlineCode: "def handler(e, c): pass", Runtime: python3.11', { kind: 'inline', fileName: 'index.py' }],
    ['InlineCode: "export const handler = 1"', { kind: 'inline', fileName: 'index.mjs' }],
  ])('finds its code: %s', async (code, expected) => {
    const runtime = code.includes('Runtime') ? '' : ', Runtime: nodejs22.x';
    const stack = await stackOf(fn(`Handler: index.handler, ${code}${runtime}`), {
      files: { 'src/index.js': '', 'app.zip': 'zip', 'app.jar': 'jar' },
    });

    expect(functionIn(stack, 'Fn').package).toMatchObject({ code: expected });
  });

  it('of type AWS::Lambda::Function is read as well, with inline code or a local path', async () => {
    const stack = await stackOf(
      `Resources:
        Inline: { Type: AWS::Lambda::Function, Properties: { Code: { ZipFile: "x" }, Runtime: nodejs22.x, Handler: index.h } }
        Local: { Type: AWS::Lambda::Function, Properties: { Code: ./src, Runtime: nodejs22.x, Handler: index.h } }`,
      { files: { 'src/index.js': '' } },
    );

    expect(functionIn(stack, 'Inline').package).toMatchObject({ code: { kind: 'inline', text: 'x' } });
    expect(functionIn(stack, 'Local').package).toMatchObject({ code: { kind: 'folder' } });
  });

  it.each([
    [
      'PackageType: Image, ImageUri: "app:1", ImageConfig: { EntryPoint: [/run], Command: [a.b], WorkingDirectory: /w }',
      '',
      { imageUri: 'app:1', overrides: { entryPoint: ['/run'], command: ['a.b'], workingDirectory: '/w' } },
    ],
    [
      'PackageType: Image',
      'Metadata: { Dockerfile: Dockerfile, DockerContext: app, DockerTag: v1, DockerBuildTarget: last, DockerBuildArgs: { A: 1 } },',
      {
        imageUri: 'fn:v1',
        overrides: {},
        build: {
          context: expect.stringMatching(/\/app$/),
          dockerfile: 'Dockerfile',
          target: 'last',
          buildArguments: { A: '1' },
        },
      },
    ],
    [
      'PackageType: Image, ImageUri: "built-by-sam:1"',
      'Metadata: { Dockerfile: Dockerfile, DockerContext: app },',
      { imageUri: 'built-by-sam:1', overrides: {} },
    ],
  ])('runs an image: %s', async (properties, metadata, expected) => {
    const stack = await stackOf(fn(properties, metadata));

    expect(functionIn(stack, 'Fn').package).toEqual({ packageType: 'Image', ...expected });
  });

  it('takes the local layers of the template in their order, and tells of others', async () => {
    const stack = await stackOf(
      `Resources:
        One: { Type: AWS::Serverless::LayerVersion, Properties: { ContentUri: one } }
        Two: { Type: AWS::Serverless::LayerVersion, Properties: { ContentUri: two.zip } }
        Fn:
          Type: AWS::Serverless::Function
          Properties:
            InlineCode: x
            Runtime: nodejs22.x
            Handler: index.h
            Layers: [!Ref Two, !ImportValue shared, !Ref One, 'arn:aws:lambda:eu-west-1:1:layer:theirs:3']`,
      { files: { 'one/x': '', 'two.zip': 'z' } },
    );

    expect(functionIn(stack, 'Fn').package).toMatchObject({
      layers: [
        { kind: 'archive', path: expect.stringMatching(/two\.zip$/) },
        { kind: 'folder', path: expect.stringMatching(/one$/) },
      ],
    });
    expect(stack.notices).toEqual([
      '"Resources.Fn.Properties.Layers.1" is left out: it is the export "shared" of another stack.',
      'Function "Fn" runs without the layer "arn:aws:lambda:eu-west-1:1:layer:theirs:3", which is not a layer of this template.',
    ]);
  });

  it('is watched with its code and layers, also while they are missing', async () => {
    const stack = await stackOf(fn('CodeUri: missing, Runtime: nodejs22.x, Handler: index.handler'));

    expect(stack.watched.map((file) => file.split('/').pop())).toEqual(['template.yaml', 'missing']);
  });
});

describe('code in S3', () => {
  it.each([
    ['as an address', 'CodeUri: s3://b/k/l.zip', { bucket: 'b', key: 'k/l.zip' }],
    ['as SAM spells it', 'CodeUri: { Bucket: b, Key: k, Version: v1 }', { bucket: 'b', key: 'k', versionId: 'v1' }],
  ])('is read by bucket, key and version, %s', async (_, property, place) => {
    const stack = await stackOf(fn(`${property}, Runtime: nodejs22.x, Handler: index.handler`));

    expect(stack.functions[0]?.package).toMatchObject({ code: { kind: 'object', ...place } });
  });
});

describe('a function with more than one thing wrong', () => {
  it('has the first as its problem, and tells the others', async () => {
    const stack = await stackOf(
      fn(
        'InlineCode: x, Runtime: nodejs22.x, Handler: a.b, Timeout: soon, Environment: { Variables: { AA: !Ref Gone, BB: !Join [a], CC: kept } }',
      ),
    );

    expect(functionIn(stack, 'Fn')).toMatchObject({
      problem: { message: expect.stringContaining('"Gone" is neither a parameter nor a resource') },
      environment: { CC: 'kept' },
    });
    expect(stack.notices).toEqual([
      expect.stringContaining('Fn::Join takes a delimiter and a list'),
      expect.stringContaining('"Resources.Fn.Properties.Timeout" is "soon"; it must be a number.'),
    ]);
  });
});

describe('a function that cannot be loaded', () => {
  it.each([
    [
      'missing code',
      'CodeUri: nowhere',
      'Hearth.CodeMissing',
      /CodeUri "\/.*\/nowhere" does not exist\. Correct the path, or make what it names\.$/,
    ],
    ['no code', 'Description: x', 'Hearth.CodeMissing', /It has no "CodeUri"\. Name the folder/],
    ['a text file', 'CodeUri: notes.txt', 'Hearth.CodeMissing', /is neither a folder nor a zip or jar/],
    [
      'code of the web',
      'CodeUri: https://example.com/k.zip',
      'Hearth.CodeNotLocal',
      /"https:\/\/example\.com\/k\.zip" is not on this machine\. .* run "sam build"/,
    ],
    ['code in a bucket without a key', 'CodeUri: { Bucket: b }', 'Hearth.CodeNotLocal', /"s3:\/\/b\/\?"/],
    [
      'a value of the wrong kind',
      'InlineCode: x, Timeout: soon',
      'Hearth.TemplateError',
      /template\.yaml:2:\d+: .*"soon"; it must be a number/,
    ],
    [
      'an unknown architecture',
      'InlineCode: x, Architectures: [mips]',
      'Hearth.TemplateError',
      /"mips"; it must be x86_64 or arm64/,
    ],
  ])('says why and what to do: %s', async (_what, properties, errorType, message) => {
    const stack = await stackOf(fn(`Runtime: nodejs22.x, Handler: index.handler, ${properties}`), {
      files: { 'notes.txt': '' },
    });

    expect(functionIn(stack, 'Fn').problem).toEqual({ errorType, message: expect.stringMatching(message) });
  });

  it.each([
    ['InlineCode: x, Handler: a.b', 'It has no "Runtime". Name one, for instance nodejs22.x.'],
    [
      'InlineCode: x, Handler: a.b, Runtime: cobol85',
      'Its runtime "cobol85" is none of Lambda\'s. Correct "Runtime". One is nodejs22.x.',
    ],
    ['InlineCode: x, Runtime: nodejs22.x', 'It has no "Handler". Name the file and function that it calls.'],
    ['PackageType: Image', 'It has no "ImageUri". Name a local image, or run "sam build".'],
  ])('says what is missing: %s', async (properties, message) => {
    const stack = await stackOf(fn(properties));

    expect(functionIn(stack, 'Fn').problem?.message).toBe(message);
  });

  it.each([
    ['java17', { 'code/pom.xml': '' }, 'classes or jars'],
    ['provided.al2023', { 'code/go.mod': '' }, '"bootstrap"'],
    ['provided.al2023', { 'code/Cargo.toml': '' }, '"bootstrap"'],
    ['dotnet8', { 'code/App.csproj': '' }, 'assemblies'],
  ])('is told to build source of %s', async (runtime, files, artifact) => {
    const stack = await stackOf(fn(`CodeUri: code, Handler: h, Runtime: ${runtime}`), { files });

    expect(functionIn(stack, 'Fn').problem).toEqual({
      errorType: 'Hearth.NotBuilt',
      message: expect.stringMatching(new RegExp(`is source and has no ${artifact} yet\\. Run "sam build" first\\.`)),
    });
  });

  it('names the build command of the template where there is one', async () => {
    const template = fn(
      'CodeUri: build/go, Handler: bootstrap, Runtime: provided.al2023',
      'Metadata: { Hearth: { BuildCommand: ./build.sh go } },',
    );

    const stack = await stackOf(template);

    expect(functionIn(stack, 'Fn').problem).toEqual({
      errorType: 'Hearth.NotBuilt',
      message: expect.stringMatching(/build\/go" does not exist\. Run "\.\/build\.sh go" first\.$/),
    });
  });

  it('leaves the others alone', async () => {
    const stack = await stackOf(`
      Resources:
        Bad: { Type: AWS::Serverless::Function, Properties: { CodeUri: nowhere, Runtime: nodejs22.x, Handler: a.b } }
        Good: { Type: AWS::Serverless::Function, Properties: { InlineCode: x, Runtime: nodejs22.x, Handler: index.b } }
    `);

    expect(functionIn(stack, 'Good').problem).toBeUndefined();
  });
});

describe('a handler file', () => {
  it.each([
    ['nodejs22.x', 'app.handler', 'src/app.js', true],
    ['nodejs22.x', 'app.handler', 'src/app.mjs', true],
    ['nodejs22.x', 'lib/app.handler', 'src/lib/app.cjs', true],
    ['nodejs22.x', 'app.handler', 'src/app.ts', false],
    ['nodejs22.x', '/opt/nodejs/wrapper.handler', 'src/x', true],
    ['python3.11', 'pkg.app.handler', 'src/pkg/app.py', true],
    ['python3.11', 'pkg.handler', 'src/pkg/__init__.py', true],
    ['python3.11', 'app.handler', 'src/main.py', false],
    ['java17', 'example.Hello::handle', 'src/lib/x.jar', true],
  ])('of %s and handler %s among %s: found %s', async (runtime, handler, file, found) => {
    const stack = await stackOf(fn(`CodeUri: src, Runtime: ${runtime}, Handler: "${handler}"`), {
      files: { [file]: '' },
    });

    expect(stack.notices.some((notice) => notice.startsWith('Function "Fn" will fail: its handler'))).toBe(!found);
  });

  it('of TypeScript has to be built, and the notice says how', async () => {
    const stack = await stackOf(fn('CodeUri: src, Runtime: nodejs22.x, Handler: app.handler'), {
      files: { 'src/app.ts': '' },
    });

    expect(stack.notices).toEqual([
      expect.stringMatching(/"app\.ts" has to be built: run "sam build" or "serverless package", or .* --build\.$/),
    ]);
  });
});
