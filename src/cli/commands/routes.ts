import { Command } from 'commander';
import { httpUrl, UserError } from '../../base/index.js';
import { type DoorRow, projectDoors } from '../../emulator/index.js';
import type { CommandContext } from '../command-context.js';
import { findHearth, readView } from '../find-hearth.js';
import { addSettingsFlags } from '../flags.js';
import { exitStatus } from '../io.js';
import { readRequiredProject } from '../read-project.js';
import { openSession, type Session } from '../session.js';
import { textTable } from '../table.js';

export function routesCommand({ io, finish }: CommandContext): Command {
  const command = new Command('routes')
    .description('every door of the running Hearth, or with -t of a project: method, URL, function, authorizer')
    .option('--json', 'an array with every address of every route', false)
    .addHelpText(
      'after',
      '\nExamples:\n  hearth routes\n  hearth routes -t template.yaml --json | jq -r .[].urls.path\n  hearth routes --lambda-port 3101',
    );
  return addSettingsFlags(command, 'routes').action(async () => {
    const session = openSession(command, 'routes', io);
    const rows =
      command.getOptionValueSource('template') === 'cli' ? await projectRows(session) : await runningRows(session);
    const isJson = command.opts<{ readonly json: boolean }>().json || session.settings.logFormat === 'json';
    const lines = isJson
      ? [JSON.stringify(rows, null, 2)]
      : textTable(['METHOD', 'URL', 'FUNCTION', 'AUTHORIZER'], rows.map(cellsOf));
    for (const line of lines) session.terminal.outLine(line);
    finish(exitStatus.success);
  });
}

async function projectRows(session: Session): Promise<readonly DoorRow[]> {
  const { stack } = await readRequiredProject(session);
  for (const notice of stack.notices) session.logger.info(notice);
  const { host, apiPort, tls } = session.settings;
  return projectDoors(stack, httpUrl(tls === undefined ? 'http' : 'https', host, apiPort));
}

async function runningRows(session: Session): Promise<readonly DoorRow[]> {
  const hearth = await findHearth(session);
  if (hearth === undefined) {
    const { host, lambdaPort } = session.settings;
    throw new UserError(
      `No Hearth answers at "${httpUrl('http', host, lambdaPort)}". Start one with "hearth start-api" or "hearth start", name its --lambda-port, or read a project with -t.`,
    );
  }
  return (await readView(hearth, 'doors')) as readonly DoorRow[];
}

/** The path form is shown: names that end in `.localhost` do not resolve everywhere. */
function cellsOf({ door, method, path, urls, function: name, authorizer }: DoorRow): readonly string[] {
  // A WebSocket API's routes are no paths.
  const shown = door === 'websocket' ? ` ${path}` : path === '$default' ? '/{proxy+}' : path;
  return [method, `${urls.merged ?? urls.port ?? urls.path}${shown}`, name ?? '-', authorizer ?? '-'];
}
