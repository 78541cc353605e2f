import { officialImage, type Runtime, type RuntimeFamily, runtimeNamed } from '../../../../model/index.js';

export type BuildableFamily = 'nodejs' | 'python' | 'java' | 'provided';

/** Debian's releases that images are made from. */
export type DebianRelease = 'bookworm' | 'trixie';

/** What `hearth images build` makes for one runtime identifier. */
export interface ImageRecipe {
  readonly runtime: string;
  readonly family: BuildableFamily;
  /** The official name: `public.ecr.aws/lambda/nodejs:22`. */
  readonly reference: string;
  /** Version of the language that the image carries: `22`, `3.11`, `17`; for `provided` the release of Debian. */
  readonly version: string;
  readonly release: DebianRelease;
  /** Says what differs from the runtime that was asked for; absent where the version is exact. */
  readonly notice?: string;
}

/** The recipe for a runtime identifier, or undefined where none of its family can be built here (.NET, Ruby, unknown names). */
export function recipeFor(runtimeId: string): ImageRecipe | undefined {
  const runtime = runtimeNamed(runtimeId);
  if (runtime === undefined || !isBuildable(runtime.family)) return undefined;
  const { family } = runtime;
  const asked = versionOf(runtime);
  const [version, release] = nearest(carried[family], asked);
  const notice = `The image for "${runtimeId}" carries ${languageNames[family]} ${version}, the nearest that can be built here.`;
  return {
    runtime: runtimeId,
    family,
    reference: officialImage(runtime),
    version,
    release,
    ...(family === 'provided' || version === asked ? {} : { notice }),
  };
}

type Carried = readonly [version: string, release: DebianRelease];

/** npm carries every Node.js; the others are what Debian's two newest releases carry. */
const carried: Readonly<Record<BuildableFamily, readonly Carried[]>> = {
  nodejs: [
    ['20', 'bookworm'],
    ['22', 'bookworm'],
    ['24', 'bookworm'],
  ],
  python: [
    ['3.11', 'bookworm'],
    ['3.13', 'trixie'],
  ],
  java: [
    ['17', 'bookworm'],
    ['21', 'trixie'],
    ['25', 'trixie'],
  ],
  provided: [['12', 'bookworm']],
};

const languageNames: Readonly<Record<BuildableFamily, string>> = {
  nodejs: 'Node.js',
  python: 'Python',
  java: 'Java',
  provided: 'Debian',
};

function isBuildable(family: RuntimeFamily): family is BuildableFamily {
  return Object.hasOwn(carried, family);
}

/** `nodejs:22` → `22`, `java:17.al2023` → `17`, `python:3.15-preview` → `3.15`. */
function versionOf(runtime: Runtime): string {
  const tag = runtime.image.slice(runtime.image.indexOf(':') + 1);
  return /^\d+(\.\d+)?/.exec(tag)?.[0] ?? '';
}

/** The carried version least far from `asked`, the newer of two equally far ones. */
function nearest(choices: readonly Carried[], asked: string): Carried {
  const distance = ([version]: Carried): number => Math.abs(ordinal(version) - ordinal(asked));
  return choices.reduce((best, choice) => (distance(choice) <= distance(best) ? choice : best));
}

/** Versions as numbers that can be compared: `3.9` before `3.11`. */
function ordinal(version: string): number {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major * 1000 + minor;
}
