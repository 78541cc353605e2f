import { suggestion, UserError } from '../base/index.js';
import type { RunningHearth } from '../emulator/index.js';
import { parseFunctionName } from '../model/index.js';
import { readView } from './find-hearth.js';
import { nameInProject, readProject } from './read-project.js';
import type { Session } from './session.js';

/**
 * The name under which the running Hearth has what was asked for: a name, an ARN or a logical id of the project; its only function
 * when nothing was asked for. The project is read for an unknown name only, so that a template that is broken just now is in nobody's way.
 */
export async function nameInRunning(
  hearth: RunningHearth,
  session: Session,
  asked: string | undefined,
): Promise<string> {
  const known = await namesOf(hearth);
  if (asked === undefined) {
    const [only, second] = known;
    if (only !== undefined && second === undefined) return only;
    if (only === undefined)
      throw new UserError(`The Hearth at ${hearth.awsUrl} has no functions. Create one over its AWS API.`);
    throw new UserError(`Which function? Name one of: ${listed(known)}.`);
  }
  if (known.includes(parseFunctionName(asked)?.name ?? asked)) return asked;
  try {
    return nameInProject(asked, await readProject(session, 'optional'));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    session.logger.warn(
      `The project cannot be read, so "${asked}" is looked for among the names of functions only: ${error.message}`,
    );
    return asked;
  }
}

/** A `UserError` that suggests the nearest name when the running Hearth has no function of that name. */
export async function checkFunctionRuns(hearth: RunningHearth, name: string): Promise<void> {
  const known = await namesOf(hearth);
  if (known.includes(name)) return;
  throw new UserError(
    `No function "${name}" in the Hearth at ${hearth.awsUrl} (process ${hearth.pid}).${suggestion(name, known)} ` +
      `It has ${listed(known)}.`,
  );
}

async function namesOf(hearth: RunningHearth): Promise<readonly string[]> {
  const functions = (await readView(hearth, 'functions')) as readonly { readonly name: string }[];
  return functions.map(({ name }) => name);
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.map((name) => `"${name}"`).join(', ');
}
