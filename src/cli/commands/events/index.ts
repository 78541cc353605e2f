import { Command } from 'commander';
import type { CommandContext } from '../../command-context.js';
import { listEventsCommand } from './list.js';
import { replayEventCommand } from './replay.js';
import { showEventCommand } from './show.js';

export function eventsCommand(context: CommandContext): Command {
  return new Command('events')
    .description('the asynchronous events of the project’s running Hearth')
    .addCommand(listEventsCommand(context), { isDefault: true })
    .addCommand(showEventCommand(context))
    .addCommand(replayEventCommand(context))
    .addHelpText(
      'after',
      `
Examples:
  hearth events
  hearth events --function OrderFunction --state delayed,undelivered
  hearth events --dropped --json | jq .
  hearth events show 7a1c…
  hearth events replay 7a1c…`,
    );
}
