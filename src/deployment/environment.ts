import { namesOf, type StackFunction } from '../model/index.js';
import type { EnvironmentOverrides, Settings } from '../settings/index.js';

/** The template's variables, then `--env-vars` and `--container-env-vars`: first what is for all, then what is for this function. */
export function environmentOf(
  declared: StackFunction,
  settings: Pick<Settings, 'environmentOverrides' | 'containerEnvironment'>,
): Readonly<Record<string, string>> {
  const layers = [settings.environmentOverrides, settings.containerEnvironment].flatMap((overrides) => [
    overrides.all,
    ...namesOf(declared).map((name) => overrides.byFunction[name] ?? {}),
  ]);
  return Object.assign({}, declared.environment, ...layers) as Record<string, string>;
}

/** Functions that the overrides name and the project does not have. */
export function unknownFunctions(overrides: EnvironmentOverrides, functions: readonly StackFunction[]): string[] {
  const known = new Set(functions.flatMap(namesOf));
  return Object.keys(overrides.byFunction).filter((name) => !known.has(name));
}
