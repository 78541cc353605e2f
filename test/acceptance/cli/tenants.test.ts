import { describe, expect, it } from '@jest/globals';
import { projectFolder } from '../../support/project-folder.js';
import { RunningCommand, runHearth } from '../../support/product/running-command.js';

const files = {
  'template.yaml': `
Transform: AWS::Serverless-2016-10-31
Resources:
  Whose:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      CodeUri: .
      TenancyConfig: { TenantIsolationMode: PER_TENANT }
`,
  'index.js': 'let calls = 0; exports.handler = async (event, { tenantId }) => `${tenantId} ${++calls}`;',
};

// https://docs.aws.amazon.com/lambda/latest/dg/tenant-isolation.html
describe('a function of a template that isolates tenants', () => {
  it('is invoked for a tenant, alone and through the running Hearth, where no two tenants share a sandbox', async () => {
    await using project = await projectFolder(files);
    const folder = { folder: project.path };
    const invoke = (...words: string[]): ReturnType<typeof runHearth> =>
      runHearth(['invoke', 'Whose', '--sandbox-host', 'process', ...words], folder);

    const alone = await invoke('--tenant-id', 'blue');
    await using hearth = await RunningCommand.start(
      ['start-lambda', '--port', '0', '--sandbox-host', 'process'],
      folder,
    );
    const [blue, green, blueAgain] = [
      await invoke('--tenant-id', 'blue'),
      await invoke('--tenant-id', 'green'),
      await invoke('--tenant-id', 'blue'),
    ];
    const nobody = await invoke();

    expect([alone, blue, green, blueAgain].map(({ stdout }) => stdout)).toEqual([
      '"blue 1"\n',
      '"blue 1"\n',
      '"green 1"\n',
      '"blue 2"\n',
    ]);
    expect(nobody).toMatchObject({ status: 2, stderr: expect.stringContaining('Add a valid tenant ID') });
    expect(hearth.pid).toBeGreaterThan(0);
  });
});
