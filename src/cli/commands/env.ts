import path from 'node:path';
import { Command } from 'commander';
import { type EffectiveVariable, effectiveEnvironment } from '../../emulator/index.js';
import type { CommandContext } from '../command-context.js';
import { addSettingsFlags } from '../flags.js';
import { exitStatus } from '../io.js';
import { functionOf } from '../project-function.js';
import { readRequiredProject } from '../read-project.js';
import { openSession, type Session } from '../session.js';
import { textTable } from '../table.js';

export function envCommand({ io, finish }: CommandContext): Command {
  const command = new Command('env')
    .description('the environment that a function of the project sees, and where each value comes from')
    .argument('[FN]', 'logical id or name; may be left out when the template has one function')
    .addHelpText(
      'after',
      `
The later wins: what serverless-offline sets too (IS_OFFLINE, for serverless.yml), the template, --env-vars for all functions, --env-vars for this one, --container-env-vars, what Lambda sets itself.

Examples:
  hearth env HelloFunction
  hearth env HelloFunction --env-vars dev.json --log-format json | jq -r .name`,
    );
  return addSettingsFlags(command, 'env').action(async (asked: string | undefined) => {
    const session = openSession(command, 'env', io);
    const project = await readRequiredProject(session);
    const declared = functionOf(project, asked);
    if (declared.problem !== undefined) session.logger.warn(`"${declared.logicalId}": ${declared.problem.message}`);
    const file = path.relative(io.folder, project.stack.file);
    const variables = await effectiveEnvironment(
      declared,
      session.settings,
      (project.stack.webSocketApis ?? []).length > 0,
    );
    for (const line of linesOf(variables, file, session)) session.terminal.outLine(line);
    finish(exitStatus.success);
  });
}

function linesOf(variables: readonly EffectiveVariable[], file: string, session: Session): string[] {
  const described = variables.map(({ name, value, instead, ...source }) => ({
    name,
    ...(value !== undefined && { value }),
    from: describeSource(source, file, session),
    instead: instead.map((other) => ({ value: other.value ?? '', from: describeSource(other, file, session) })),
  }));
  if (session.settings.logFormat === 'json') return described.map((variable) => JSON.stringify(variable));
  const rows = described.map(({ name, value = '…', from, instead }) => [
    name,
    value,
    [from, ...instead.map((other) => `instead of "${other.value}" from ${other.from}`)].join(', '),
  ]);
  return textTable(['NAME', 'VALUE', 'FROM'], rows);
}

function describeSource(
  { from, functionName }: Pick<EffectiveVariable, 'from' | 'functionName'>,
  file: string,
  { origins }: Session,
): string {
  const whom = functionName === undefined ? 'all functions' : functionName;
  switch (from) {
    case 'lambda':
      return 'Lambda';
    case 'local':
      return 'Hearth, as sam local and serverless-offline have it';
    case 'project-file':
      return file;
    case 'env-vars':
    case 'container-env-vars':
      return `${origins[from] ?? `--${from}`} (${whom})`;
  }
}
