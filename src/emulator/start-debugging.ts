import type { Clock } from '../base/index.js';
import { createDebugging, type Debugging, selectFunctions } from '../deployment/index.js';
import type { Storage } from '../storage/index.js';
import type { ReadOptions } from './emulator-options.js';

/** Which functions are debugged; those of the project have their ports before those that the data folder has from the AWS API. */
export async function startDebugging(needs: {
  readonly options: ReadOptions;
  readonly storage: Storage;
  readonly clock: Clock;
}): Promise<Debugging> {
  const { options, storage, clock } = needs;
  const { settings, logger, project } = options;
  const debugging = await createDebugging({ choices: settings.debugging, storage, clock, logger });
  if (project !== undefined) debugging.planProject(selectFunctions(project.stack, settings.functionNames), true);
  return debugging;
}
