import { Command } from 'commander';
import type { MetricsView, PreparedRow, SandboxRow, StartsView } from '../../emulator/index.js';
import type { CommandContext } from '../command-context.js';
import { readView, runningHearth } from '../find-hearth.js';
import { addSettingsFlags } from '../flags.js';
import { exitStatus } from '../io.js';
import { invocationLines } from '../metric-lines.js';
import { openSession } from '../session.js';
import { shortDuration, textTable } from '../table.js';

export function psCommand({ io, finish }: CommandContext): Command {
  const command = new Command('ps')
    .description('the sandboxes of the running Hearth: the project’s, or the one at --lambda-port')
    .addHelpText(
      'after',
      '\nExamples:\n  hearth ps\n  hearth ps --lambda-port 3101\n  hearth ps --log-format json | jq .',
    );
  return addSettingsFlags(command, 'ps').action(async () => {
    const session = openSession(command, 'ps', io);
    const hearth = await runningHearth(session);
    const rows = (await readView(hearth, 'sandboxes')) as readonly SandboxRow[];
    const prepared = (await readView(hearth, 'prepared')) as readonly PreparedRow[];
    const starts = (await readView(hearth, 'starts')) as StartsView;
    const metrics = (await readView(hearth, 'metrics?format=json')) as MetricsView;
    const lines =
      session.settings.logFormat === 'json'
        ? [...rows, ...prepared].map((row) => JSON.stringify(row))
        : [
            ...textTable(headings, rows.map(cellsOf)),
            ...preparedLines(prepared),
            ...startLines(starts),
            ...invocationLines(metrics),
          ];
    for (const line of lines) session.terminal.outLine(line);
    finish(exitStatus.success);
  });
}

const headings = ['FUNCTION', 'STATE', 'MEMORY', 'AGE', 'INVOCATIONS', 'HOST', 'NAME'];

/** `Ready for coming starts: 4 network slots; 3 gates (public.ecr.aws/lambda/nodejs:22)`; nothing when nothing is. */
function preparedLines(prepared: readonly PreparedRow[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { kind, image } of prepared) {
    const what = image === undefined ? '' : ` (${image})`;
    const key = `${kind === 'gate' ? 'gate' : 'network slot'}|${what}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const parts = [...counts].map(([key, count]) => {
    const [noun = '', what = ''] = key.split('|');
    return `${count} ${noun}${count === 1 ? '' : 's'}${what}`;
  });
  return parts.length === 0 ? [] : ['', `Ready for coming starts: ${parts.join('; ')}`];
}

/** `Starts: 2 of at most 2 at once, 3 more waiting`; nothing when nothing starts. */
function startLines({ inFlight, waiting, limit }: StartsView): readonly string[] {
  if (inFlight + waiting === 0) return [];
  return ['', `Starts: ${inFlight} of at most ${limit} at once, ${waiting} more waiting`];
}

function cellsOf(row: SandboxRow): readonly string[] {
  const { functionName, memoryMb, ageMs, invocations, hostKind, startPath, name } = row;
  const host = hostKind === startPath ? hostKind : `${hostKind} (${startPath})`;
  const state = row.paused ? `${row.state} (paused)` : row.state;
  return [functionName, state, `${memoryMb} MB`, shortDuration(ageMs), String(invocations), host, name];
}
