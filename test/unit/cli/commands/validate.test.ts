// cspell:ignore Tmeout gett
import { describe, expect, it } from '@jest/globals';
import { commandLine } from '../../../support/command-line.js';
import { projectFolder } from '../../../support/project-folder.js';

const good = `
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src
      Runtime: nodejs22.x
      Handler: index.handler
      Events: { Get: { Type: HttpApi, Properties: { Path: /, Method: get } } }
`;

describe('hearth validate', () => {
  it('tells what the project has, and ends well', async () => {
    await using folder = await projectFolder({ 'template.yaml': good, 'src/index.js': '' });

    const { status, stdout } = await commandLine(['validate'], { folder: folder.path });

    expect(stdout).toBe(
      `ok   template.yaml: 1 function, 1 API with 1 route, 0 function URLs\nok   Fn: nodejs22.x, index.handler, ${folder.path}/src\n`,
    );
    expect(status).toBe(0);
  });

  it('tells what is wrong and what to do, and ends with 1', async () => {
    await using folder = await projectFolder({
      'template.yaml': `${good}      Environment: { Variables: { A: !ImportValue x, AWS_REGION: y } }\n`,
    });

    const { status, stdout } = await commandLine(['validate', '--log-format', 'json'], { folder: folder.path });

    const found = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>);
    expect(found).toEqual([
      expect.objectContaining({ topic: 'template.yaml', state: 'good' }),
      expect.objectContaining({ state: 'note', text: expect.stringContaining('is the export "x" of another stack') }),
      expect.objectContaining({
        topic: 'template.yaml:6:7',
        state: 'wrong',
        text: expect.stringMatching(/^Function "Fn" cannot run: CodeUri ".*src" does not exist/),
      }),
      expect.objectContaining({
        topic: 'Fn',
        state: 'note',
        text: expect.stringContaining('AWS refuses the variables "AWS_REGION"'),
      }),
    ]);
    expect(status).toBe(1);
  });

  it('names the place of everything that AWS would refuse and of functions that would fail, in one run', async () => {
    await using folder = await projectFolder({
      'src/index.js': '',
      'template.yaml': `Transform: AWS::Serverless-2016-10-31
Conditions: { IsProd: !Equals [!Ref Stag, prod] }
Globals: { Api: { Cors: !Ref Origin } }
Resources:
  A: { Type: AWS::Serverless::Function, Properties: { Runtime: nodejs22.x, Handler: gone.handler, CodeUri: src, FunctionName: same } }
  B: { Type: AWS::Serverless::Function, Properties: { Runtime: nodejs22.x, Handler: index, CodeUri: src, FunctionName: same } }
  C: { Type: AWS::Serverless::Function, Properties: { Runtime: provided.al2023, CodeUri: src, MemorySize: !Ref Memory } }
  D: { Type: AWS::Serverless::Function, Condition: IsProd, Properties: { Runtime: nodejs22.x, CodeUri: src } }
  E:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs99.x
      Handler: index.handler
      CodeUri: src
      Timeout: soon
      MemorySize: 64
      Tmeout: 3
      Events:
        Get: { Type: Api, Properties: { Path: hello, Method: gett } }
        Put: { Type: HttpApi, Properties: { Path: hello, Method: put } }
        Own: { Type: Api, Properties: { Path: !Sub '/\${Part}', Method: get } }
  F:
    Type: AWS::Serverless::Function
    Properties:
    Runtime: nodejs22.x
  G: { Properties: { Runtime: nodejs22.x } }
  H: { Type: AWS::SQS::Queue, DependsOn: I }
  I: { Type: AWS::SQS::Queue, Properties: { QueueName: !GetAtt H.Arn } }
  J: { Type: AWS::ApiGatewayV2::Route, Properties: { RouteKey: GETT /x } }
Output: {}
`,
    });

    const { status, stdout } = await commandLine(['validate'], { folder: folder.path });

    expect(stdout.split('\n').filter((line) => line.startsWith('BAD'))).toEqual([
      'BAD  template.yaml:2:37: "Stag" is neither a parameter nor a resource of this template ("Conditions.IsProd.Fn::Equals.0"). Correct the name, or declare it.',
      'BAD  template.yaml:3:19: "Origin" is neither a parameter nor a resource of this template ("Globals.Api.Cors"). Correct the name, or declare it.',
      expect.stringMatching(
        /^BAD {2}template\.yaml:5:76: Function "A" will fail: its handler "gone\.handler" needs the file/,
      ),
      expect.stringMatching(
        /^BAD {2}template\.yaml:6:76: Function "B" will fail: its handler "index" names no function\./,
      ),
      expect.stringMatching(/^BAD {2}template\.yaml:6:106: Functions "A" and "B" both have the name "same", which AWS/),
      'BAD  template.yaml:7:95: "Memory" is neither a parameter nor a resource of this template ("Resources.C.Properties.MemorySize"). Correct the name, or declare it.',
      'BAD  template.yaml:12:7: Function "E" cannot run: Its runtime "nodejs99.x" is none of Lambda\'s. Correct "Runtime". Did you mean "nodejs24.x"?',
      'BAD  template.yaml:15:7: "Resources.E.Properties.Timeout" is "soon"; it must be a number.',
      'BAD  template.yaml:16:7: "Resources.E.Properties.MemorySize" is 64; AWS takes 128 to 10240.',
      'BAD  template.yaml:17:7: AWS::Serverless::Function has no property "Tmeout" ("E"). Did you mean "Timeout"?',
      'BAD  template.yaml:19:41: "Resources.E.Properties.Events.Get.Properties.Path" is "hello"; on AWS it must begin with "/".',
      'BAD  template.yaml:19:54: "Resources.E.Properties.Events.Get.Properties.Method" is "gett"; it must be one of DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT, ANY. Did you mean "GET"?',
      'BAD  template.yaml:20:45: "Resources.E.Properties.Events.Put.Properties.Path" is "hello"; on AWS it must begin with "/".',
      'BAD  template.yaml:21:41: "Part" is neither a parameter nor a resource of this template ("Resources.E.Properties.Events.Own.Properties.Path"). Correct the name, or declare it.',
      'BAD  template.yaml:24:5: Function "F" cannot run: It has no "Runtime". Name one, for instance nodejs22.x.',
      'BAD  template.yaml:25:5: "Runtime" of "F" is not read there. Indent it below "Properties".',
      'BAD  template.yaml:26:3: The resource "G" has no "Type". Name one, for instance AWS::Serverless::Function.',
      'BAD  template.yaml:27:3: Circular dependency between resources, which AWS refuses: "H" → "I" → "H". Take one of the references out.',
      'BAD  template.yaml:29:54: "Resources.J.Properties.RouteKey" is "GETT"; it must be one of DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT, ANY. Did you mean "GET"?',
      'BAD  template.yaml:30:1: AWS knows no section "Output" of a template. Did you mean "Outputs"?',
    ]);
    expect(status).toBe(1);
  });

  it('names the place of what cannot be read', async () => {
    await using folder = await projectFolder({ 'template.yaml': 'Resources: {' });

    const { status, stdout } = await commandLine(['validate'], { folder: folder.path });

    expect(stdout).toMatch(/^BAD {2}template\.yaml:1:\d+: /);
    expect(status).toBe(1);
  });

  it('tells names that lead to nothing also where the file cannot be read as a whole', async () => {
    await using folder = await projectFolder({
      'template.yaml': 'Resource: { A: { Type: AWS::SQS::Queue } }\nOutputs: { Arn: { Value: !GetAtt A.Arn } }\n',
    });

    const { status, stdout } = await commandLine(['validate'], { folder: folder.path });

    expect(stdout)
      .toBe(`BAD  template.yaml:1:1: AWS knows no section "Resource" of a template. Did you mean "Resources"?
BAD  template.yaml:1:1: The template has no "Resources". Rename "Resource".
BAD  template.yaml:2:19: "A" is no resource of this template ("Outputs.Arn.Value"). Correct the name, or declare it.
`);
    expect(status).toBe(1);
  });

  it('ends with 2 where the named file is none', async () => {
    await using folder = await projectFolder({});

    const { status, stderr } = await commandLine(['validate', '-t', 'gone.yaml'], { folder: folder.path });

    expect(stderr).toContain('Template not found');
    expect(status).toBe(2);
  });
});
