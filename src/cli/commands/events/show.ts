import { Command } from 'commander';
import type { EventDetailsRow } from '../../../emulator/index.js';
import type { CommandContext } from '../../command-context.js';
import { runningHearth } from '../../find-hearth.js';
import { addSettingsFlags } from '../../flags.js';
import { exitStatus } from '../../io.js';
import { openSession } from '../../session.js';
import { shortDuration } from '../../table.js';
import { askEvents } from './ask-events.js';

export function showEventCommand({ io, finish }: CommandContext): Command {
  const command = new Command('show')
    .description('one event: its payload, what it answered last, who is to be told')
    .argument('<ID>', 'its request id')
    .option('--json', 'as one JSON object')
    .addHelpText('after', '\nExamples:\n  hearth events show 7a1c…\n  hearth events show 7a1c… --json | jq .payload');
  return addSettingsFlags(command, 'events').action(async (id: string, flags: { readonly json?: boolean }) => {
    const session = openSession(command, 'events', io);
    const event = (await askEvents(await runningHearth(session), `/${encodeURIComponent(id)}`)) as EventDetailsRow;
    const asJson = flags.json === true || session.settings.logFormat === 'json';
    for (const line of asJson ? [JSON.stringify(event)] : linesOf(event)) session.terminal.outLine(line);
    finish(exitStatus.success);
  });
}

function linesOf(event: EventDetailsRow): readonly string[] {
  const { requestId, functionArn, state, condition, ageMs, attempts, nextInMs, lastError, payload, response } = event;
  const ended = condition === undefined ? '' : ` (${condition})`;
  const next = nextInMs === undefined ? [] : [`Next:        in ${shortDuration(nextInMs)}`];
  return [
    `Request id:  ${requestId}`,
    `Function:    ${functionArn}`,
    `State:       ${state}${ended}`,
    `Accepted:    ${shortDuration(ageMs)} ago`,
    `Attempts:    ${attempts}`,
    ...next,
    ...(lastError === undefined ? [] : [`Last error:  ${lastError}`]),
    ...(event.deliveries ?? []).map(({ kind, to, problem }) => `To be told:  ${to} (${problem ?? kind})`),
    '',
    'Payload:',
    payload,
    ...(response === undefined ? [] : ['', 'Response:', response]),
  ];
}
