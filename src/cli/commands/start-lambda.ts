import { Command } from 'commander';
import { addSettingsFlags } from '../flags.js';
import type { CommandContext } from '../command-context.js';
import { findProject } from '../read-project.js';
import { serve } from '../serve.js';
import { openSession } from '../session.js';

export function startLambdaCommand({ io, finish }: CommandContext): Command {
  const command = new Command('start-lambda')
    .description('serve the AWS API alone, with or without a template')
    .argument('[FN...]', 'only these functions of the template (logical ids or names)')
    .addHelpText(
      'after',
      `
Examples:
  hearth start-lambda                           the AWS API on http://127.0.0.1:3001
  aws lambda invoke --function-name Hello --endpoint-url http://127.0.0.1:3001 /dev/stdout`,
    );
  return addSettingsFlags(command, 'start-lambda').action(async (functionNames: string[]) => {
    const session = openSession(command, 'start-lambda', io, functionNames);
    const project = await findProject(session, 'optional');
    finish(
      await serve(session, {
        project,
        serveApis: false,
        awsPortMayMove: false,
        portFlags: { api: '--port', aws: '--port' },
      }),
    );
  });
}
