import path from 'node:path';
import { Command } from 'commander';
import { deprecationNotice, environmentProblems, runtimeNamed, type Stack, type StackCode } from '../../model/index.js';
import type { CommandContext } from '../command-context.js';
import { type Finding, good, note, wrong } from '../doctor/finding.js';
import { findingLine } from '../doctor/finding-line.js';
import { addSettingsFlags } from '../flags.js';
import { exitStatus } from '../io.js';
import { readRequiredProject } from '../read-project.js';
import { openSession } from '../session.js';

export function validateCommand({ io, finish }: CommandContext): Command {
  const command = new Command('validate')
    .description('read the project file and tell what is wrong with it, without running anything')
    .addHelpText(
      'after',
      `
Exit status: 0, or 2 when the file cannot be read or a function of it cannot run.

Examples:
  hearth validate
  hearth validate -t app/template.yaml --log-format json | jq 'select(.state == "wrong")'`,
    );
  return addSettingsFlags(command, 'validate').action(async () => {
    const session = openSession(command, 'validate', io);
    const { stack } = await readRequiredProject(session);
    const found = findingsOf(stack, path.relative(io.folder, stack.file), session.clock.now());
    for (const finding of found) session.terminal.outLine(findingLine(finding, session));
    finish(found.some(({ state }) => state === 'wrong') ? exitStatus.usage : exitStatus.success);
  });
}

function findingsOf(stack: Stack, file: string, nowMs: number): Finding[] {
  const routes = stack.apis.reduce((sum, api) => sum + api.routes.length, 0);
  const summary = `${stack.functions.length} functions, ${stack.apis.length} APIs with ${routes} routes, ${stack.urls?.length ?? 0} function URLs`;
  return [
    good(file, summary),
    ...stack.notices.map((notice) => note(file, notice)),
    ...stack.functions.flatMap((declared) => functionFindings(declared, nowMs)),
  ];
}

function functionFindings(
  { logicalId, problem, environment, package: code }: Stack['functions'][number],
  nowMs: number,
): Finding[] {
  const runtime = code.packageType === 'Zip' ? runtimeNamed(code.runtime) : undefined;
  const deprecation = runtime && deprecationNotice(runtime, nowMs);
  const found = environmentProblems(environment).map(({ kind, names }) =>
    kind === 'size'
      ? wrong(logicalId, 'its environment is larger than Lambda takes.', 'Shorten or remove some variables.')
      : note(
          logicalId,
          `AWS refuses the variables ${names.map((name) => `"${name}"`).join(', ')}. Remove or rename them.`,
        ),
  );
  return [
    ...(problem === undefined
      ? [good(logicalId, shownCode(code))]
      : [wrong(logicalId, problem.message, `(${problem.errorType})`)]),
    ...found,
    ...(deprecation === undefined ? [] : [note(logicalId, deprecation)]),
  ];
}

function shownCode(code: Stack['functions'][number]['package']): string {
  if (code.packageType === 'Image') return `image ${code.imageUri}`;
  const place = placeOf(code.code);
  return `${code.runtime}, ${code.handler}, ${place}`;
}

function placeOf(code: StackCode): string {
  if (code.kind === 'inline') return 'inline code';
  return code.kind === 'object' ? `s3://${code.bucket}/${code.key}` : code.path;
}
