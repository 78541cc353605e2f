import { UserError } from '../base/index.js';
import type { Project } from '../emulator/index.js';
import { namesOf, parseFunctionName, type Stack, type StackFunction } from '../model/index.js';
import type { Session } from './session.js';

/** The project of the settings; a `UserError` says what is missing. */
export async function readRequiredProject(session: Session): Promise<Project> {
  return (await readProject(session, 'required')) ?? noProject(session);
}

/** The file of the project of the settings, in the same way. */
export async function requiredProjectFile(session: Session): Promise<string> {
  return (await findProjectFile(session, 'required')) ?? noProject(session);
}

function noProject({ settings }: Session): never {
  throw new UserError(`No project in "${settings.projectFolder}".`);
}

/** The project of the settings, read; `optional` lets a folder without a template have none. */
export async function readProject(session: Session, need: 'required' | 'optional'): Promise<Project | undefined> {
  return (await findProject(session, need))?.();
}

/** What reads the project of the settings, once its template has been found. */
export async function findProject(
  session: Session,
  need: 'required' | 'optional',
): Promise<(() => Promise<Project>) | undefined> {
  const { settings, settingsNow, clock } = session;
  const file = await findProjectFile(session, need);
  if (file === undefined) return undefined;
  return async () => {
    const { readStack } = await import('../stacks/index.js');
    let now = settings;
    const read = async (): Promise<Stack> => {
      const stack = await readStack({ ...now, file });
      return { ...stack, watched: [...new Set([...stack.watched, ...now.inputFiles])] };
    };
    const readAtMs = clock.now();
    return {
      stack: await read(),
      readAtMs,
      readAgain: () => {
        now = settingsNow();
        return read();
      },
      givenVariables: () => ({
        environmentOverrides: now.environmentOverrides,
        containerEnvironment: now.containerEnvironment,
      }),
    };
  };
}

/** Absolute; the one that the settings name, else the one in the project's folder. */
async function findProjectFile(
  { settings, logger }: Session,
  need: 'required' | 'optional',
): Promise<string | undefined> {
  return settings.templateFile ?? (await foundTemplate(settings.projectFolder, need, logger));
}

async function foundTemplate(
  folder: string,
  need: 'required' | 'optional',
  logger: Session['logger'],
): Promise<string | undefined> {
  const { findTemplate } = await import('../stacks/index.js');
  try {
    const { file, notice } = await findTemplate(folder);
    if (notice !== undefined) logger.info(notice);
    return file;
  } catch (error) {
    if (need === 'optional' && error instanceof UserError) return undefined;
    throw error;
  }
}

/** The name of the project's function that is called so, by logical id, path, name or ARN, else what was asked for. */
export function nameInProject(asked: string, project: Project | undefined): string {
  return functionCalled(asked, project?.stack.functions ?? [])?.name ?? asked;
}

/** The function that people call by this name; an ARN names it whatever its account and region are, since a project has but its own. */
export function functionCalled(asked: string, functions: readonly StackFunction[]): StackFunction | undefined {
  const named = (name: string): StackFunction | undefined =>
    functions.find((declared) => namesOf(declared).includes(name));
  return named(asked) ?? named(parseFunctionName(asked)?.name ?? asked);
}
