import { describe, expect, it } from '@jest/globals';
import { projectFolder } from '../../support/project-folder.js';
import { RunningCommand, runHearth } from '../../support/product/running-command.js';

const files = {
  'template.yaml': `
Transform: AWS::Serverless-2016-10-31
Resources:
  Hello:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, Handler: index.handler, CodeUri: hello/ }
`,
  'hello/index.js': `exports.handler = async () => { console.log('said hello'); return 'hello'; };`,
};
const words = ['start-lambda', '--port', '0', '--sandbox-host', 'process', '--ephemeral'];

describe('a Hearth that was started with --ephemeral', () => {
  it('is found by hearth invoke, ps and logs, and no more once it has stopped', async () => {
    await using project = await projectFolder(files);
    const folder = { folder: project.path };
    await using hearth = await RunningCommand.start(words, folder);

    const invoked = await runHearth(['invoke', 'Hello'], folder);
    const listed = await runHearth(['ps'], folder);
    const logged = await runHearth(['logs', 'Hello'], folder);
    await hearth.stop();
    const afterwards = await runHearth(['ps'], folder);

    expect(invoked.stdout).toBe('"hello"\n');
    expect(listed.stdout).toMatch(/^Hello +idle/m);
    expect(logged.stdout).toContain('said hello');
    expect(afterwards).toMatchObject({ status: 2, stderr: expect.stringContaining('No Hearth runs in the project') });
  });
});
