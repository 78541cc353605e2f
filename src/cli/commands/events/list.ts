import { Command } from 'commander';
import { suggestion, UserError } from '../../../base/index.js';
import type { EventRow, EventsView } from '../../../emulator/index.js';
import type { CommandContext } from '../../command-context.js';
import { runningHearth } from '../../find-hearth.js';
import { addSettingsFlags } from '../../flags.js';
import { exitStatus } from '../../io.js';
import { eventLines } from '../../metric-lines.js';
import { checkFunctionRuns, nameInRunning } from '../../running-function.js';
import { openSession } from '../../session.js';
import { shortDuration, textTable } from '../../table.js';
import { askEvents } from './ask-events.js';

interface ListFlags {
  readonly function?: string;
  readonly state?: string;
  readonly dropped?: boolean;
  readonly limit?: string;
  readonly json?: boolean;
}

export function listEventsCommand({ io, finish }: CommandContext): Command {
  const command = new Command('list')
    .description('what is queued, running, delayed or delivering, and what failed, was dropped or is undelivered')
    .option('-f, --function <FN>', 'only events of this function')
    .option('-s, --state <states>', 'only these states, with commas between')
    .option('--dropped', 'the same as --state dropped')
    .option('-l, --limit <number>', 'at most so many of each state (default: 1000)')
    .option('--json', 'one JSON object for each event')
    // It is what "hearth events" does, so that a wrong word of a command arrives here.
    .allowExcessArguments();
  return addSettingsFlags(command, 'events').action(async (flags: ListFlags) => {
    const [unknown] = command.args;
    if (unknown !== undefined) throw unknownCommand(unknown);
    if (flags.limit !== undefined && !/^[1-9]\d*$/.test(flags.limit)) {
      throw new UserError(`Invalid value "${flags.limit}" for --limit. Use a whole number from 1 on.`);
    }
    const session = openSession(command, 'events', io);
    const hearth = await runningHearth(session);
    const { function: asked, state = flags.dropped === true ? 'dropped' : undefined, limit } = flags;
    const name = asked === undefined ? undefined : await nameInRunning(hearth, session, asked);
    if (name !== undefined) await checkFunctionRuns(hearth, name);
    const query = new URLSearchParams({
      ...(name !== undefined && { function: name }),
      ...(state !== undefined && { state }),
      ...(limit !== undefined && { limit }),
    });
    const { events, counts, metrics } = (await askEvents(hearth, `?${query.toString()}`)) as EventsView;
    const asJson = flags.json === true || session.settings.logFormat === 'json';
    const lines = asJson
      ? events.map((row) => JSON.stringify(row))
      : [...tableOf(events), ...countLine(counts), ...eventLines(metrics)];
    for (const line of lines) session.terminal.outLine(line);
    finish(exitStatus.success);
  });
}

function unknownCommand(word: string): UserError {
  const known = ['list', 'show', 'replay'];
  return new UserError(
    `"hearth events" has no command "${word}".${suggestion(word, known)} It has ${known.join(', ')}.`,
  );
}

const headings = ['REQUEST ID', 'FUNCTION', 'STATE', 'AGE', 'ATTEMPTS', 'NEXT', 'LAST ERROR'];

function tableOf(events: readonly EventRow[]): readonly string[] {
  if (events.length === 0) return ['No asynchronous events.'];
  return textTable(headings, events.map(cellsOf));
}

function cellsOf({ requestId, functionName, state, ageMs, attempts, nextInMs, lastError = '' }: EventRow): string[] {
  const next = nextInMs === undefined ? '' : `in ${shortDuration(nextInMs)}`;
  const [error = ''] = lastError.split('\n');
  return [requestId, functionName, state, shortDuration(ageMs), String(attempts), next, error];
}

/** `In all: 2 queued, 1 dropped`, of every function and state; nothing when there is nothing. */
function countLine(counts: EventsView['counts']): readonly string[] {
  const parts = Object.entries(counts).map(([state, count]) => `${count} ${state}`);
  return parts.length === 0 ? [] : ['', `In all: ${parts.join(', ')}`];
}
