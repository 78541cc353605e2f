import {
  deprecationNotice,
  environmentProblems,
  namesOf,
  runtimeNamed,
  type Stack,
  type StackFunction,
} from '../model/index.js';
import type { ProjectFunction } from '../registry/index.js';
import type { Settings } from '../settings/index.js';
import { environmentOf } from './environment.js';

/** What the user should know about a function of a project that runs, or that cannot. */
export function functionNotices(
  declared: StackFunction,
  { version }: ProjectFunction,
  settings: Pick<Settings, 'environmentOverrides' | 'containerEnvironment'>,
  nowMs: number,
): string[] {
  const subject = `Function "${declared.logicalId}"`;
  const notices: string[] = [];
  if (version.problem !== undefined) notices.push(`${subject} cannot be loaded: ${version.problem.message}`);
  for (const { kind, names } of environmentProblems(environmentOf(declared, settings))) {
    const quoted = names.map((name) => `"${name}"`).join(', ');
    if (kind === 'reserved')
      notices.push(`${subject} sets ${quoted}, which AWS refuses: Lambda sets these itself. Remove them.`);
    if (kind === 'name') {
      notices.push(
        `${subject} sets ${quoted}, which AWS refuses: names begin with a letter, have letters, digits and _ only, and two characters at least.`,
      );
    }
  }
  const runtime = declared.package.packageType === 'Zip' ? runtimeNamed(declared.package.runtime) : undefined;
  const deprecation = runtime && deprecationNotice(runtime, nowMs);
  return deprecation === undefined ? notices : [...notices, deprecation];
}

/** What the stack has to say; of one function, what names it, and what names no other. */
export function noticesAbout({ functions, notices }: Stack, functionName: string | undefined): readonly string[] {
  if (functionName === undefined) return notices;
  const names = (declared: StackFunction, notice: string): boolean =>
    namesOf(declared).some(
      (name) => notice.includes(`"${name}"`) || notice.includes(`"${name}.`) || notice.includes(`Resources.${name}.`),
    );
  const called = functions.filter(({ name }) => name === functionName);
  const others = functions.filter(({ name }) => name !== functionName);
  return notices.filter(
    (notice) =>
      called.some((declared) => names(declared, notice)) || !others.some((declared) => names(declared, notice)),
  );
}
