import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectFolder } from '../../support/project-folder.js';
import { RunningCommand, runHearth } from '../../support/product/running-command.js';

const functionNamed = (name: string): string => `
  ${name}:
    Type: AWS::Serverless::Function
    Properties:
      { FunctionName: called-${name.toLowerCase()}, Runtime: nodejs22.x, Handler: index.handler,
        InlineCode: 'exports.handler = async (event) => { console.log("said hello"); return event; };' }`;
const templateOf = (...names: readonly string[]): string =>
  `Transform: AWS::Serverless-2016-10-31\nResources:${names.map(functionNamed).join('')}\n`;
const words = ['start-lambda', '--port', '0', '--sandbox-host', 'process'];

describe('beside a running Hearth whose template is broken meanwhile', () => {
  it('invoke and logs go on by the functions’ names and logical ids', async () => {
    await using folder = await projectFolder({ 'template.yaml': templateOf('One', 'Two'), 'event.json': '{"a":1}' });
    await using hearth = await RunningCommand.start(words, { folder: folder.path });
    await writeFile(path.join(folder.path, 'template.yaml'), 'Resources: { this is : no: template');

    const invoked = await runHearth(['invoke', 'called-one', '-e', 'event.json'], { folder: folder.path });
    const logs = await runHearth(['logs', 'called-one'], { folder: folder.path });
    const byLogicalId = await runHearth(['invoke', 'One'], { folder: folder.path });
    const unknown = await runHearth(['invoke', 'Three'], { folder: folder.path });
    const without = await runHearth(['invoke'], { folder: folder.path });

    expect([invoked.status, invoked.stdout]).toEqual([0, '{"a":1}\n']);
    expect([logs.status, logs.stdout]).toEqual([0, expect.stringContaining('said hello')]);
    expect([byLogicalId.status, byLogicalId.stdout]).toEqual([0, '{}\n']);
    expect(unknown.status).toBe(2);
    expect(unknown.stderr).toMatch(/The project cannot be read.*template\.yaml/);
    expect(unknown.stderr).toContain('It has "called-one", "called-two".');
    expect([without.status, without.stderr]).toEqual([
      2,
      expect.stringContaining('Name one of: "called-one", "called-two".'),
    ]);
    expect(hearth.pid).toBeGreaterThan(0);
  });

  it('invoke without a name takes its only function', async () => {
    await using folder = await projectFolder({ 'template.yaml': templateOf('One') });
    await using hearth = await RunningCommand.start(words, { folder: folder.path });
    await writeFile(path.join(folder.path, 'template.yaml'), '[');

    const invoked = await runHearth(['invoke'], { folder: folder.path });

    expect([invoked.status, invoked.stdout, hearth.pid > 0]).toEqual([0, '{}\n', true]);
  });
});
