import { Command } from 'commander';
import { addSettingsFlags } from '../flags.js';
import type { CommandContext } from '../command-context.js';
import { findProject } from '../read-project.js';
import { serve } from '../serve.js';
import { openSession } from '../session.js';

export function startCommand({ io, finish }: CommandContext): Command {
  const command = new Command('start')
    .description('serve HTTP APIs and the AWS API, with or without a template')
    .argument('[FN...]', 'only these functions of the template (logical ids or names)')
    .addHelpText(
      'after',
      `
Examples:
  hearth start                                  then create functions with any AWS client on http://127.0.0.1:3001
  hearth start -p 8080 --lambda-port 4566 --aws-endpoint http://127.0.0.1:4567`,
    );
  return addSettingsFlags(command, 'start').action(async (functionNames: string[]) => {
    const session = openSession(command, 'start', io, functionNames);
    const project = await findProject(session, 'optional');
    finish(
      await serve(session, {
        project,
        serveApis: true,
        awsPortMayMove: true,
        portFlags: { api: '--port', aws: '--lambda-port' },
      }),
    );
  });
}
