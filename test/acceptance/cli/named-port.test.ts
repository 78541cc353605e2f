import { describe, expect, it } from '@jest/globals';
import getPort from 'get-port';
import { projectFolder } from '../../support/project-folder.js';
import { RunningCommand, runHearth } from '../../support/product/running-command.js';

const template = `
Resources:
  Works:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, Handler: index.handler, InlineCode: 'exports.handler = async () => { console.log("seen"); return "works"; }' }
`;

describe('a running Hearth that --lambda-port or HEARTH_LAMBDA_PORT names', () => {
  it('is asked by ps, logs, events, invoke and routes, from any folder', async () => {
    await using project = await projectFolder({ 'template.yaml': template });
    await using elsewhere = await projectFolder({});
    const flags = ['--port', '0', '--lambda-port', '0', '--sandbox-host', 'process'];
    await using hearth = await RunningCommand.start(['start-api', ...flags], { folder: project.path });
    const port = new URL(hearth.awsUrl).port;
    const ask = (...words: string[]) => runHearth([...words, '--lambda-port', port], { folder: elsewhere.path });

    const invoked = await ask('invoke', 'Works');
    const logs = await runHearth(['logs', 'Works'], {
      folder: elsewhere.path,
      environment: { HEARTH_LAMBDA_PORT: port },
    });
    const ps = await ask('ps');
    const events = await ask('events');
    const routes = await ask('routes');

    expect(invoked).toMatchObject({ status: 0, stdout: '"works"\n' });
    expect(logs.stdout).toContain('seen');
    expect(ps.stdout).toMatch(/^Works +idle /m);
    expect(events.stdout).toBe('No asynchronous events.\n');
    expect(routes.status).toBe(0);
  });

  it.each([['ps'], ['logs'], ['events'], ['events', 'show', 'x'], ['routes'], ['invoke', 'Works']])(
    'that does not answer is told by hearth %s',
    async (...words) => {
      const port = String(await getPort());
      await using project = await projectFolder({ 'template.yaml': template });

      const { status, stderr } = await runHearth([...words, '--lambda-port', port], { folder: project.path });

      expect(stderr).toBe(
        `Error: No Hearth answers at "http://127.0.0.1:${port}", which --lambda-port names. Start one there, or leave --lambda-port out to find the project's.\n`,
      );
      expect(status).toBe(2);
    },
  );

  it('in hearth.toml says where to listen, and hearth invoke goes on without', async () => {
    const port = String(await getPort());
    await using project = await projectFolder({ 'template.yaml': template, 'hearth.toml': `lambda-port = ${port}\n` });

    const invoked = await runHearth(['invoke', 'Works', '--sandbox-host', 'process'], { folder: project.path });

    expect(invoked).toMatchObject({ status: 0, stdout: '"works"\n' });
  });

  it('has debug ports of its own', async () => {
    await using project = await projectFolder({ 'template.yaml': template });
    const flags = ['--lambda-port', '0', '--port', '0', '--sandbox-host', 'process'];
    await using hearth = await RunningCommand.start(['start', ...flags], { folder: project.path });
    const port = new URL(hearth.awsUrl).port;

    const { status, stderr } = await runHearth(['invoke', 'Works', '--lambda-port', port, '-d', '5858'], {
      folder: project.path,
    });

    expect(stderr).toContain(`The Hearth at "${hearth.awsUrl}" has the debug ports that it was started with.`);
    expect(status).toBe(2);
  });
});
