import { suggestion, UserError } from '../base/index.js';
import type { RunningHearth } from '../emulator/index.js';
import { readView } from './find-hearth.js';

/** A `UserError` that suggests the nearest name when the running Hearth has no function of that name. */
export async function checkFunctionRuns(hearth: RunningHearth, name: string): Promise<void> {
  const functions = (await readView(hearth, 'functions')) as readonly { readonly name: string }[];
  const known = functions.map((each) => each.name);
  if (known.includes(name)) return;
  const listed = known.map((each) => `"${each}"`).join(', ');
  throw new UserError(
    `No function "${name}" in the Hearth at ${hearth.awsUrl} (process ${hearth.pid}).${suggestion(name, known)} ` +
      `It has ${listed === '' ? 'none' : listed}.`,
  );
}
