import { namesOf, type StackFunction } from '../model/index.js';
import type { EnvironmentOverrides, Settings } from '../settings/index.js';

/** Variables of one origin; a later layer wins over an earlier one. */
export interface EnvironmentLayer {
  readonly origin: 'local' | 'project-file' | 'env-vars' | 'container-env-vars';
  /** The function that the user named; absent for what is for all. */
  readonly functionName?: string;
  readonly variables: Readonly<Record<string, string>>;
}

type Overrides = Pick<Settings, 'environmentOverrides' | 'containerEnvironment'>;

/** What is only here, the project file's variables, then `--env-vars` and `--container-env-vars`: of each first what is for all, then what is for this function. */
export function environmentLayers(declared: StackFunction, settings: Overrides): readonly EnvironmentLayer[] {
  const ofOption = (origin: EnvironmentLayer['origin'], overrides: EnvironmentOverrides): EnvironmentLayer[] => [
    { origin, variables: overrides.all },
    ...namesOf(declared).map((functionName) => ({
      origin,
      functionName,
      variables: overrides.byFunction[functionName] ?? {},
    })),
  ];
  return [
    { origin: 'local', variables: declared.localEnvironment ?? {} },
    { origin: 'project-file', variables: declared.environment },
    ...ofOption('env-vars', settings.environmentOverrides),
    ...ofOption('container-env-vars', settings.containerEnvironment),
  ];
}

/** The function's own variables, without what is only here. */
export function environmentOf(declared: StackFunction, settings: Overrides): Readonly<Record<string, string>> {
  const own = environmentLayers(declared, settings).filter(({ origin }) => origin !== 'local');
  return Object.assign({}, ...own.map(({ variables }) => variables)) as Record<string, string>;
}

/** Functions that the overrides name and the project does not have. */
export function unknownFunctions(overrides: EnvironmentOverrides, functions: readonly StackFunction[]): string[] {
  const known = new Set(functions.flatMap(namesOf));
  return Object.keys(overrides.byFunction).filter((name) => !known.has(name));
}
