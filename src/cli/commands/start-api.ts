import { Command } from 'commander';
import { addSettingsFlags } from '../flags.js';
import type { CommandContext } from '../command-context.js';
import { findProject } from '../read-project.js';
import { serve } from '../serve.js';
import { openSession } from '../session.js';

export function startApiCommand({ io, finish }: CommandContext): Command {
  const command = new Command('start-api')
    .description('serve the HTTP APIs of a template, and the AWS API beside them')
    .argument('[FN...]', 'only these functions (logical ids or names)')
    .addHelpText(
      'after',
      `
Examples:
  hearth start-api                              functions of ./template.yaml on http://127.0.0.1:3000
  hearth start-api -t app/template.yaml -p 8080 --env-vars .env
  hearth start-api HelloFunction --warm-containers EAGER`,
    );
  return addSettingsFlags(command, 'start-api').action(async (functionNames: string[]) => {
    const session = openSession(command, 'start-api', io, functionNames);
    const project = await findProject(session, 'required');
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
