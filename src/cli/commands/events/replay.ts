import { Command } from 'commander';
import type { EventRow } from '../../../emulator/index.js';
import type { CommandContext } from '../../command-context.js';
import { runningHearth } from '../../find-hearth.js';
import { addSettingsFlags } from '../../flags.js';
import { exitStatus } from '../../io.js';
import { openSession } from '../../session.js';
import { askEvents } from './ask-events.js';

export function replayEventCommand({ io, finish }: CommandContext): Command {
  const command = new Command('replay')
    .description(
      'run an event anew that failed or was dropped, deliver one that is undelivered, hasten one that is delayed',
    )
    .argument('<ID>', 'its request id')
    .addHelpText('after', '\nExamples:\n  hearth events --dropped\n  hearth events replay 7a1c…');
  return addSettingsFlags(command, 'events').action(async (id: string) => {
    const session = openSession(command, 'events', io);
    const hearth = await runningHearth(session);
    const { state, functionName } = (await askEvents(hearth, `/${encodeURIComponent(id)}/replay`, 'POST')) as EventRow;
    session.terminal.outLine(`The event "${id}" for the function "${functionName}" is ${state} now.`);
    finish(exitStatus.success);
  });
}
