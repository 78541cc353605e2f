import { Command } from 'commander';
import { UserError } from '../../base/index.js';
import { findRunningHearth, type Project } from '../../emulator/index.js';
import type { CommandContext } from '../command-context.js';
import { addSettingsFlags } from '../flags.js';
import { invokeAlone } from '../invoke-alone.js';
import { invokeRunning } from '../invoke-running.js';
import type { InvokedFunction } from '../invoked-function.js';
import { exitStatus } from '../io.js';
import { readEvent } from '../read-event.js';
import { nameInProject, readProject } from '../read-project.js';
import { nameInRunning } from '../running-function.js';
import { openSession, type Session } from '../session.js';

export function invokeCommand({ io, finish }: CommandContext): Command {
  const command = new Command('invoke')
    .description('invoke one function; its response alone goes to stdout')
    .argument('[FN]', 'logical id, name or ARN; may be left out when the template has one function')
    .option('-e, --event <file>', 'the event as JSON: a file, or - for standard input (default: {})')
    .addHelpText(
      'after',
      `
It goes through the Hearth that runs in the project, and so to a warm sandbox; when none runs, or with --debug-port, through one of its own.
Exit status: 0, or 1 when the function failed, 2 for wrong input, 3 when Hearth or Docker failed.

Examples:
  hearth invoke HelloFunction -e event.json
  echo '{"name":"Ada"}' | hearth invoke HelloFunction -e - | jq .`,
    );
  return addSettingsFlags(command, 'invoke').action(async (asked: string | undefined, flags: { event?: string }) => {
    const session = openSession(command, 'invoke', io);
    const payload = await readEvent(flags.event, io);
    const running = isDebugging(session) ? undefined : await findRunningHearth(session.settings.dataFolder);
    const invoked =
      running === undefined
        ? await invokeInOwn(session, asked, payload)
        : await invokeRunning(running, await nameInRunning(running, session, asked), payload);
    if (invoked.logTail !== '') session.terminal.errorLine(invoked.logTail.trimEnd());
    session.terminal.outLine(invoked.payload.toString('utf8'));
    finish(invoked.failed ? exitStatus.functionFailed : exitStatus.success);
  });
}

/** One that runs already has its own debug ports, or none. */
function isDebugging({ settings: { debugging } }: Session): boolean {
  return debugging.ports.length + debugging.functions.length > 0;
}

async function invokeInOwn(session: Session, asked: string | undefined, payload: Buffer): Promise<InvokedFunction> {
  const project = await readProject(session, 'required');
  if (project === undefined) {
    throw new UserError(
      'No Hearth runs here, and there is no template. Go to the project, or name a template with -t.',
    );
  }
  const functionName = asked === undefined ? onlyFunctionOf(project) : nameInProject(asked, project);
  return invokeAlone(only(session, functionName), project, functionName, payload);
}

function onlyFunctionOf({ stack }: Project): string {
  const [first, second] = stack.functions;
  if (first !== undefined && second === undefined) return first.name;
  const known = stack.functions.map(({ logicalId }) => `"${logicalId}"`).join(', ');
  throw new UserError(`Which function? Name one of: ${known === '' ? 'none' : known}.`);
}

function only(session: Session, functionName: string): Session {
  return { ...session, settings: { ...session.settings, functionNames: [functionName] } };
}
