import { optionKeys, options } from './options/index.js';
import { localstackVariables } from './options/localstack.js';
import type { Variable } from './option.js';
import type { Environment } from './read-environment.js';

/** What to tell of LocalStack's variables that are set and change nothing here: the name, and what to do instead. */
export function localstackNotices(environment: Environment): readonly string[] {
  return Object.entries(localstackVariables).flatMap(([name, { remedy }]) => {
    const value = environment[name];
    if (remedy === undefined || value === undefined || value === '') return [];
    return [`LocalStack's variable ${name} ("${value}") is not heeded: ${remedy.replaceAll('`', '"')}.`];
  });
}

/** The table of `coming-from-localstack.md`, as Markdown; a test keeps the two equal. */
export function localstackReference(): string {
  const mapped = optionKeys.flatMap((key) => {
    const variables: readonly Variable[] = options[key].variables ?? [];
    return variables.filter(({ localstack }) => localstack).map(({ name }) => [name, `sets \`--${key}\``] as const);
  });
  const others = Object.entries(localstackVariables).map(
    ([name, { needless, remedy = '' }]) =>
      [name, needless === undefined ? `not heeded, and told: ${remedy}` : `not needed: ${needless}`] as const,
  );
  const rows = [...mapped, ...others].sort(([a], [b]) => (a < b ? -1 : 1));
  return ['| variable | here |', '|---|---|', ...rows.map(([name, here]) => `| \`${name}\` | ${here} |`)].join('\n');
}
