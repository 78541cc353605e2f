import { describe, expect, it } from '@jest/globals';
import { projectFolder } from '../../support/project-folder.js';
import { runHearth } from '../../support/product/running-command.js';

const template = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Echo:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, Handler: index.handler, InlineCode: 'exports.handler = async () => 1' }
`;
const words = ['invoke', 'Echo', '--sandbox-host', 'process'];

describe('a cold start', () => {
  it('is one line with --log-format json, with the path it took', async () => {
    await using folder = await projectFolder({ 'template.yaml': template });

    const { stderr, stdout } = await runHearth([...words, '--log-format', 'json'], { folder: folder.path });

    const lines = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
    expect(lines.filter(({ startPath }) => startPath !== undefined)).toEqual([
      {
        time: expect.any(String),
        level: 'info',
        message: 'A sandbox of the function "Echo" is ready.',
        functionName: 'Echo',
        sandboxName: expect.stringMatching(/^process-/),
        startPath: 'process',
        durationMs: expect.any(Number),
      },
    ]);
    expect(stdout).toBe('1\n');
  });

  it('is not shown in a pipe', async () => {
    await using folder = await projectFolder({ 'template.yaml': template });

    const { stderr } = await runHearth(words, { folder: folder.path });

    expect(stderr).not.toMatch(/\u001B|Starting 1 sandbox|is ready|ready after/);
    expect(stderr).toContain('REPORT RequestId');
  });
});
