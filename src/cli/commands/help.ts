import { Command } from 'commander';
import { suggestion, UserError } from '../../base/index.js';
import type { CommandContext } from '../command-context.js';
import { exitStatus } from '../io.js';

/** `hearth help events show`: as deep as the commands are. */
export function helpCommand(program: Command, { finish }: CommandContext): Command {
  return new Command('help')
    .description('display help for a command')
    .argument('[command...]')
    .action((words: readonly string[]) => {
      commandAt(program, words).outputHelp();
      finish(exitStatus.success);
    });
}

function commandAt(command: Command, [word, ...rest]: readonly string[]): Command {
  if (word === undefined) return command;
  const found = command.commands.find((child) => child.name() === word);
  if (found !== undefined) return commandAt(found, rest);
  const known = command.commands.map((child) => child.name());
  const listed = known.length === 0 ? 'no commands' : known.join(', ');
  throw new UserError(`"${command.name()}" has no command "${word}".${suggestion(word, known)} It has ${listed}.`);
}
