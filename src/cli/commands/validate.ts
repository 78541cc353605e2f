import path from 'node:path';
import { Command } from 'commander';
import { deprecationNotice, environmentProblems, runtimeNamed, type Stack, type StackCode } from '../../model/index.js';
import type { LintedStack } from '../../stacks/index.js';
import type { CommandContext } from '../command-context.js';
import { type Finding, good, note, wrong } from '../doctor/finding.js';
import { findingLine } from '../doctor/finding-line.js';
import { addSettingsFlags } from '../flags.js';
import { exitStatus } from '../io.js';
import { requiredProjectFile } from '../read-project.js';
import { openSession } from '../session.js';
import { counted } from '../table.js';

export function validateCommand({ io, finish }: CommandContext): Command {
  const command = new Command('validate')
    .description('read the project file and tell what is wrong with it, without running anything')
    .addHelpText(
      'after',
      `
Tells everything that is wrong at once, each with its place.
Exit status: 0, or 1 when the file cannot be read, AWS would refuse it, or a function of it cannot run.

Examples:
  hearth validate
  hearth validate -t app/template.yaml --log-format json | jq 'select(.state == "wrong")'`,
    );
  return addSettingsFlags(command, 'validate').action(async () => {
    const session = openSession(command, 'validate', io);
    const file = await requiredProjectFile(session);
    const { lintStack } = await import('../../stacks/index.js');
    const linted = await lintStack({ ...session.settings, file });
    const found = findingsOf(linted, shownFile(file, io.folder), io.folder, session.clock.now());
    for (const finding of found) session.terminal.outLine(findingLine(finding, session));
    finish(found.some(({ state }) => state === 'wrong') ? exitStatus.projectWrong : exitStatus.success);
  });
}

function findingsOf({ stack, findings, notices }: LintedStack, file: string, folder: string, nowMs: number): Finding[] {
  return [
    ...(stack === undefined ? [] : [good(file, summaryOf(stack))]),
    ...notices.map((notice) => note(file, notice)),
    ...findings.map(({ place, text, isWrong }) => {
      const shown = shownFile(place, folder);
      return isWrong ? wrong(shown, text) : note(shown, text);
    }),
    ...(stack?.functions ?? []).flatMap((declared) => {
      const willFail = findings.some(({ text }) => text.startsWith(`Function "${declared.logicalId}" will fail:`));
      return functionFindings(declared, willFail, nowMs);
    }),
  ];
}

/** Relative where it lies below the folder. */
function shownFile(file: string, folder: string): string {
  const relative = path.relative(folder, file);
  return path.isAbsolute(file) && !relative.startsWith('..') ? relative : file;
}

function summaryOf({ functions, apis, webSocketApis = [], urls = [], balancers = [] }: Stack): string {
  const routes = [...apis, ...webSocketApis].reduce((sum, api) => sum + api.routes.length, 0);
  const doors = apis.length + webSocketApis.length;
  return [
    counted(functions.length, 'function'),
    `${counted(doors, 'API')} with ${counted(routes, 'route')}`,
    counted(urls.length, 'function URL'),
    ...(balancers.length === 0 ? [] : [counted(balancers.length, 'load balancer')]),
  ].join(', ');
}

function functionFindings(
  { logicalId, problem, environment, package: code }: Stack['functions'][number],
  willFail: boolean,
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
  const runs = problem === undefined && !willFail;
  return [
    ...(runs ? [good(logicalId, shownCode(code))] : []),
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
