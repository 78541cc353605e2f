import { Command, CommanderError } from 'commander';
import { messageOf, packageVersion, UserError } from '../base/index.js';
import { AwsError } from '../model/index.js';
import { paintFor } from './colours.js';
import type { CommandContext } from './command-context.js';
import { doctorCommand } from './commands/doctor.js';
import { envCommand } from './commands/env.js';
import { eventsCommand } from './commands/events/index.js';
import { generateEventCommand } from './commands/generate-event.js';
import { helpCommand } from './commands/help.js';
import { imagesCommand } from './commands/images/index.js';
import { invokeCommand } from './commands/invoke.js';
import { logsCommand } from './commands/logs.js';
import { psCommand } from './commands/ps.js';
import { routesCommand } from './commands/routes.js';
import { startApiCommand } from './commands/start-api.js';
import { startCommand } from './commands/start.js';
import { startLambdaCommand } from './commands/start-lambda.js';
import { validateCommand } from './commands/validate.js';
import { spelledAsHere } from './flags.js';
import { exitStatus, type Io } from './io.js';

/** Runs one command line and answers its exit status; everything it touches of the world comes in `io`. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  let status: number = exitStatus.success;
  const program = createProgram(args, io, (answered) => {
    status = answered;
  });
  try {
    await program.parseAsync(spelledAsHere(args), { from: 'user' });
    return status;
  } catch (error) {
    return tellError(error, args, io);
  }
}

/** The flags of all commands take a while to make: only the named one's are, unless help is about all of them. */
function createProgram([named = '']: readonly string[], io: Io, finish: (status: number) => void): Command {
  const context = { io, finish };
  const program = new Command('hearth')
    .description('AWS Lambda on your own machine')
    .version(packageVersion(), '--version', 'print the version')
    .helpCommand(false)
    .addHelpText(
      'after',
      '\nStart with "hearth start-api" in a folder with a template.yaml, or "hearth start" anywhere.',
    );
  const makeNamed = commands.get(named);
  const wanted = makeNamed === undefined ? [...commands.values()] : [makeNamed];
  for (const makeCommand of wanted) program.addCommand(makeCommand(context));
  program.addCommand(helpCommand(program, context));
  for (const command of everyCommand(program)) {
    command.exitOverride();
    command.configureOutput({
      writeOut: (text) => {
        io.stdout.write(text);
      },
      writeErr: (text) => {
        io.stderr.write(text);
      },
      outputError: (text, write) => {
        write(text.replace(/^error: /, 'Error: '));
      },
    });
    command.showHelpAfterError(`Run "${pathOf(command)} --help" to see what it takes.`);
  }
  return program;
}

/** In the order in which the help shows them. */
const commands: ReadonlyMap<string, (context: CommandContext) => Command> = new Map([
  ['start-api', startApiCommand],
  ['start-lambda', startLambdaCommand],
  ['start', startCommand],
  ['invoke', invokeCommand],
  ['logs', logsCommand],
  ['ps', psCommand],
  ['events', eventsCommand],
  ['routes', routesCommand],
  ['validate', validateCommand],
  ['env', envCommand],
  ['generate-event', generateEventCommand],
  ['images', imagesCommand],
  ['doctor', doctorCommand],
]);

function tellError(error: unknown, args: readonly string[], io: Io): number {
  if (error instanceof CommanderError) {
    // A command that needs another word shows its help in place of what was asked for; "hearth" alone asks for nothing.
    const isHelp = error.exitCode === 0 || (error.code === 'commander.help' && args.length === 0);
    return isHelp ? exitStatus.success : exitStatus.usage;
  }
  const paint = paintFor(io.stderr, io.environment);
  const label = paint('red', 'Error:');
  if (error instanceof UserError || error instanceof AwsError) {
    io.stderr.write(`${label} ${error.message}\n`);
    return exitStatus.usage;
  }
  io.stderr.write(`${label} ${messageOf(error)}\nThis is a failure of Hearth or of Docker, not of your function.\n`);
  if (error instanceof Error && error.stack !== undefined) io.stderr.write(`${paint('dim', error.stack)}\n`);
  return exitStatus.platform;
}

function everyCommand(command: Command): Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}

function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}
