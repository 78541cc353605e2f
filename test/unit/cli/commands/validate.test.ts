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

  it('tells what is wrong and what to do, and ends with 2', async () => {
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
      expect.objectContaining({ topic: 'Fn', state: 'wrong', text: expect.stringMatching(/src" does not exist/) }),
      expect.objectContaining({
        topic: 'Fn',
        state: 'note',
        text: expect.stringContaining('AWS refuses the variables "AWS_REGION"'),
      }),
    ]);
    expect(status).toBe(2);
  });

  it('names the place of what AWS would refuse and of functions that would fail', async () => {
    await using folder = await projectFolder({
      'src/index.js': '',
      'template.yaml': `Resources:
  A: { Type: AWS::Serverless::Function, Properties: { Runtime: nodejs22.x, Handler: gone.handler, CodeUri: src, FunctionName: same } }
  B: { Type: AWS::Serverless::Function, Properties: { Runtime: nodejs22.x, Handler: index, CodeUri: src, FunctionName: same } }
  C: { Type: AWS::Serverless::Function, Properties: { Runtime: provided.al2023, CodeUri: src, MemorySize: !Ref Memory } }
`,
    });

    const { status, stdout } = await commandLine(['validate'], { folder: folder.path });

    expect(stdout.split('\n').filter((line) => !line.startsWith('ok'))).toEqual([
      'BAD  template.yaml:4:95: "Memory" is neither a parameter nor a resource of this template ("Resources.C.Properties.MemorySize").',
      expect.stringContaining(
        'BAD  template.yaml:2:76: Function "A" will fail: its handler "gone.handler" needs the file',
      ),
      expect.stringContaining(
        'BAD  template.yaml:3:76: Function "B" will fail: its handler "index" names no function.',
      ),
      expect.stringContaining(
        'BAD  template.yaml:3:106: Functions "A" and "B" both have the name "same", which AWS refuses',
      ),
      '',
    ]);
    expect(status).toBe(2);
  });

  it('names the place of what cannot be read', async () => {
    await using folder = await projectFolder({ 'template.yaml': 'Resources: {' });

    const { status, stderr } = await commandLine(['validate'], { folder: folder.path });

    expect(stderr).toMatch(/template\.yaml:1:\d+: /);
    expect(status).toBe(2);
  });
});
