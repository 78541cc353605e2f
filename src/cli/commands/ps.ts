import { Command } from 'commander';
import type { SandboxRow } from '../../emulator/index.js';
import type { CommandContext } from '../command-context.js';
import { readView, runningHearth } from '../find-hearth.js';
import { addSettingsFlags } from '../flags.js';
import { exitStatus } from '../io.js';
import { openSession } from '../session.js';
import { shortDuration, textTable } from '../table.js';

export function psCommand({ io, finish }: CommandContext): Command {
  const command = new Command('ps')
    .description('the sandboxes of the project’s running Hearth')
    .addHelpText('after', '\nExamples:\n  hearth ps\n  hearth ps --log-format json | jq .');
  return addSettingsFlags(command, 'ps').action(async () => {
    const session = openSession(command, 'ps', io);
    const rows = (await readView(await runningHearth(session), 'sandboxes')) as readonly SandboxRow[];
    const lines =
      session.settings.logFormat === 'json'
        ? rows.map((row) => JSON.stringify(row))
        : textTable(['FUNCTION', 'STATE', 'MEMORY', 'AGE', 'INVOCATIONS', 'HOST', 'NAME'], rows.map(cellsOf));
    for (const line of lines) session.terminal.outLine(line);
    finish(exitStatus.success);
  });
}

function cellsOf(row: SandboxRow): readonly string[] {
  const { functionName, state, memoryMb, ageMs, invocations, hostKind, startPath, name } = row;
  const host = hostKind === startPath ? hostKind : `${hostKind} (${startPath})`;
  return [functionName, state, `${memoryMb} MB`, shortDuration(ageMs), String(invocations), host, name];
}
