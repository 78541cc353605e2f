import { type FunctionVersion, officialImage, runtimeNamed } from '../../model/index.js';
import type { ImageChoice } from '../../worker/sandbox-host/index.js';
import { FunctionCannotRun } from './function-cannot-run.js';

/** `--invoke-image`: by function name, by runtime, by `prefix*` pattern of either, or `*` for all. */
export type ImageOverridesByPattern = Readonly<Record<string, string>>;

/**
 * The image of a version: its own for image functions; else the user's choice, the most specific first, then the version's
 * own override, then AWS's official image of the runtime.
 */
export function chooseImage(version: FunctionVersion, overrides: ImageOverridesByPattern): ImageChoice {
  const { package: functionPackage } = version;
  if (functionPackage.packageType === 'Image')
    return { reference: functionPackage.imageUri, ...functionPackage.overrides };

  const { runtime: id } = functionPackage;
  const chosen = overrideFor(version.name, id, overrides) ?? version.imageOverride;
  if (chosen !== undefined) return { reference: chosen };
  const runtime = runtimeNamed(id);
  if (runtime === undefined) {
    throw new FunctionCannotRun(
      'Runtime.Unknown',
      `The function "${version.name}" asks for the runtime "${id}", which AWS Lambda does not have. ` +
        'Correct its Runtime, or name an image for it with --invoke-image.',
    );
  }
  return { reference: officialImage(runtime) };
}

function overrideFor(name: string, runtime: string, overrides: ImageOverridesByPattern): string | undefined {
  const exact = overrides[name] ?? overrides[runtime];
  if (exact !== undefined) return exact;
  const patterns = Object.keys(overrides).filter((pattern) => pattern.endsWith('*'));
  // The longest prefix says most about what was meant.
  patterns.sort((a, b) => b.length - a.length);
  const match = patterns.find((pattern) => {
    const prefix = pattern.slice(0, -1);
    return name.startsWith(prefix) || runtime.startsWith(prefix);
  });
  return match === undefined ? undefined : overrides[match];
}
