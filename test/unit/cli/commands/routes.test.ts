import { describe, expect, it } from '@jest/globals';
import { createEmulator } from '../../../../src/emulator/index.js';
import { commandLine } from '../../../support/command-line.js';
import { projectFolder } from '../../../support/project-folder.js';

const template = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src
      Runtime: nodejs22.x
      Handler: index.handler
      FunctionUrlConfig: { AuthType: AWS_IAM }
      Events: { Get: { Type: HttpApi, Properties: { Path: '/x/{id}', Method: get } } }
`;

describe('hearth routes', () => {
  it('with -t prints the doors that a project has', async () => {
    await using folder = await projectFolder({ 'template.yaml': template, 'src/index.js': '' });

    const { status, stdout } = await commandLine(['routes', '-t', 'template.yaml'], { folder: folder.path });

    expect(status).toBe(0);
    expect(stdout.split('\n')).toEqual([
      expect.stringMatching(/^METHOD +URL +FUNCTION +AUTHORIZER$/),
      expect.stringMatching(/^GET +http:\/\/127\.0\.0\.1:3000\/x\/\{id\} +Fn +-$/),
      expect.stringMatching(
        /^ANY +http:\/\/127\.0\.0\.1:3000\/_aws\/lambda-url\/[a-z0-9]{32}\/\{proxy\+\} +Fn +AWS_IAM$/,
      ),
      '',
    ]);
  });

  it('with --json prints every address of every door', async () => {
    await using folder = await projectFolder({ 'template.yaml': template, 'src/index.js': '' });

    const { stdout } = await commandLine(['routes', '-t', 'template.yaml', '-p', '4000', '--json'], {
      folder: folder.path,
    });

    expect(JSON.parse(stdout)).toMatchObject([
      {
        door: 'http',
        logicalId: 'ServerlessHttpApi',
        stage: '$default',
        method: 'GET',
        path: '/x/{id}',
        function: 'Fn',
        authorizer: null,
        urls: {
          merged: 'http://127.0.0.1:4000',
          path: expect.stringMatching(/^http:\/\/127\.0\.0\.1:4000\/_aws\/execute-api\//),
        },
      },
      { door: 'url', logicalId: 'FnUrl', stage: null },
    ]);
  });

  it('asks the Hearth at --lambda-port', async () => {
    await using folder = await projectFolder({});
    await using emulator = await createEmulator({ sandboxHost: 'process' });
    await emulator.deploy({
      name: 'Hello',
      code: { inline: 'exports.handler = async () => 1' },
      routes: ['GET /hello'],
    });

    const { port } = new URL(emulator.awsUrl);
    const { stdout } = await commandLine(['routes', '--lambda-port', port, '--json'], { folder: folder.path });

    expect(JSON.parse(stdout)).toMatchObject([
      { door: 'http', method: 'GET', path: '/hello', function: 'Hello', urls: { merged: emulator.apiUrl } },
    ]);
  });

  it('says how to start a Hearth when none answers', async () => {
    await using folder = await projectFolder({});

    const { status, stderr } = await commandLine(['routes', '--lambda-port', '1'], { folder: folder.path });

    expect(status).toBe(2);
    expect(stderr).toContain(
      'No Hearth answers at "http://127.0.0.1:1", which --lambda-port names. Start one there, or leave',
    );
  });
});
