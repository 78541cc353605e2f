import { Command } from 'commander';
import { UserError } from '../../base/index.js';
import { findRunningHearth, type Project, type RunningHearth } from '../../emulator/index.js';
import type { CommandContext } from '../command-context.js';
import { namedHearth } from '../find-hearth.js';
import { addSettingsFlags } from '../flags.js';
import { type FunctionOutput, openFunctionOutput } from '../function-output.js';
import { invokeAlone } from '../invoke-alone.js';
import { invokeRunning } from '../invoke-running.js';
import type { InvokedFunction, InvokeInput } from '../invoked-function.js';
import { exitStatus } from '../io.js';
import { readEvent } from '../read-event.js';
import { nameInProject, readProject } from '../read-project.js';
import { nameInRunning } from '../running-function.js';
import { openSession, type Session } from '../session.js';

export function invokeCommand({ io, finish }: CommandContext): Command {
  const command = new Command('invoke')
    .description('invoke one function; its response alone goes to stdout')
    .argument('[FN]', 'logical id, name or ARN; may be left out when the template has one function')
    .addHelpText(
      'after',
      `
It goes through the Hearth that runs in the project, and so to a warm sandbox; when none runs, or with --debug-port, through one of its own.
--lambda-port names another that runs.
Exit status: 0, or 1 when the function failed, 2 for wrong input, 3 when Hearth or Docker failed.

Examples:
  hearth invoke HelloFunction -e event.json
  echo '{"name":"Ada"}' | hearth invoke HelloFunction -e - | jq .`,
    );
  return addSettingsFlags(command, 'invoke').action(async (asked: string | undefined) => {
    const session = openSession(command, 'invoke', io);
    const { event, tenantId, logFormat } = session.settings;
    const input = { payload: await readEvent(event, io), tenantId };
    await using output = openFunctionOutput(
      session,
      (text) => {
        session.terminal.errorLine(text);
      },
      { format: logFormat, prefixed: false, paint: session.paintError },
    );
    const running = await hearthToAsk(session);
    const invoked =
      running === undefined
        ? await invokeInOwn(session, asked, input, output)
        : await invokeRunning(running, await nameInRunning(running, session, asked), input);
    if (invoked.logTail !== '') output.writeText(invoked.logTail.trimEnd());
    session.terminal.outLine(invoked.payload.toString('utf8'));
    finish(invoked.failed ? exitStatus.functionFailed : exitStatus.success);
  });
}

/** The Hearth at the port that is named, else the project's, unless a debugger or another runtime is asked for: one that runs already has its own. */
async function hearthToAsk(session: Session): Promise<RunningHearth | undefined> {
  const { debugging, dataFolder, runtime } = session.settings;
  const isDebugging = debugging.ports.length + debugging.functions.length > 0;
  const named = await namedHearth(session);
  if (named !== undefined && isDebugging) {
    throw new UserError(
      `The Hearth at "${named.awsUrl}" has the debug ports that it was started with. Start it with --debug-port, or leave ${session.origins['lambda-port'] ?? '--lambda-port'} out.`,
    );
  }
  if (named !== undefined && runtime !== undefined) {
    throw new UserError(
      `The functions of the Hearth at "${named.awsUrl}" have the runtimes of their template. Leave --runtime or ${session.origins['lambda-port'] ?? '--lambda-port'} out.`,
    );
  }
  return named ?? (isDebugging || runtime !== undefined ? undefined : findRunningHearth(dataFolder));
}

async function invokeInOwn(
  session: Session,
  asked: string | undefined,
  input: InvokeInput,
  output: FunctionOutput,
): Promise<InvokedFunction> {
  const project = await readProject(session, 'required');
  if (project === undefined) {
    throw new UserError(
      'No Hearth runs here, and there is no template. Go to the project, or name a template with -t.',
    );
  }
  const functionName = asked === undefined ? onlyFunctionOf(project) : nameInProject(asked, project);
  return invokeAlone(
    only(session, functionName),
    inRuntime(project, functionName, session),
    functionName,
    input,
    output,
  );
}

/** The project with the function in the runtime of `--runtime`. */
function inRuntime(project: Project, functionName: string, { settings: { runtime } }: Session): Project {
  if (runtime === undefined) return project;
  const functions = project.stack.functions.map((declared) => {
    const { package: code } = declared;
    if (declared.name !== functionName) return declared;
    if (code.packageType === 'Zip') return { ...declared, package: { ...code, runtime } };
    throw new UserError(
      `"${declared.logicalId}" is a container image, which has its own runtime. Leave --runtime out.`,
    );
  });
  return { ...project, stack: { ...project.stack, functions } };
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
