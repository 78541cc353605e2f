import path from 'node:path';
import { type ImageBuild, namesOf, type Stack, type StackFunction } from '../../model/index.js';
import type { Settings } from '../../settings/index.js';
import { ownPlaces } from './own-places.js';

/** One thing to run before code is read. */
export interface BuildPlan {
  /** Whom it is for, in messages. */
  readonly label: string;
  /** Names of the functions that it is for; absent when it is for the project. */
  readonly functions?: readonly string[];
  readonly command: BuildCommand;
  /** Absolute: where it runs. */
  readonly folder: string;
  /** Absolute: the folder whose changes ask for it again. */
  readonly sources: string;
  /** Absolute: folders in `sources` that are other functions' alone. */
  readonly except: readonly string[];
}

/** A line for the shell; or an image, whose id is the answer. */
export type BuildCommand =
  | { readonly kind: 'shell'; readonly line: string }
  | { readonly kind: 'image'; readonly tag: string; readonly build: ImageBuild };

type PlanSettings = Pick<Settings, 'build' | 'projectFolder' | 'functionNames'>;

/** What the settings and the project file ask for, each command once; nothing unless building was asked for. */
export function planBuilds(stack: Pick<Stack, 'functions' | 'file'>, settings: PlanSettings): readonly BuildPlan[] {
  const { build, projectFolder, functionNames } = settings;
  if (!build.isOn) return [];
  const asked = new Map<string, { readonly ask: BuildAsk; readonly owners: StackFunction[] }>();
  for (const declared of stack.functions) {
    if (functionNames.length > 0 && !namesOf(declared).some((name) => functionNames.includes(name))) continue;
    const ask = askOf(declared, settings, path.dirname(stack.file));
    if (ask === undefined) continue;
    const key = JSON.stringify(ask);
    const known = asked.get(key);
    if (known === undefined) asked.set(key, { ask, owners: [declared] });
    else known.owners.push(declared);
  }
  const project: readonly BuildPlan[] =
    build.command === undefined
      ? []
      : [
          {
            label: 'the project',
            command: { kind: 'shell', line: build.command },
            folder: projectFolder,
            sources: projectFolder,
            except: [],
          },
        ];
  return [...project, ...[...asked.values()].map(({ ask, owners }) => planOf(ask, owners, stack.functions))];
}

interface BuildAsk {
  readonly command: BuildCommand;
  readonly folder: string;
}

function askOf(declared: StackFunction, { build, projectFolder }: PlanSettings, folder: string): BuildAsk | undefined {
  const own = namesOf(declared)
    .map((name) => build.byFunction[name])
    .find((command) => command !== undefined);
  if (own !== undefined) return { command: { kind: 'shell', line: own }, folder: projectFolder };
  if (declared.package.packageType === 'Image') {
    const { imageUri: tag, build: image } = declared.package;
    return image && { command: { kind: 'image', tag, build: image }, folder: image.context };
  }
  if (declared.buildCommand === undefined || build.command !== undefined) return undefined;
  return { command: { kind: 'shell', line: declared.buildCommand }, folder };
}

/** An edit in a place that is another function's alone is none of this build's business; one anywhere else is. */
function planOf(
  { command, folder }: BuildAsk,
  owners: readonly StackFunction[],
  functions: readonly StackFunction[],
): BuildPlan {
  const names = owners.map(({ name }) => name);
  const places = [...ownPlaces(functions, folder)].filter(([name]) => !names.includes(name));
  return {
    label: owners.map(({ logicalId }) => `"${logicalId}"`).join(', '),
    functions: names,
    command,
    folder,
    sources: folder,
    except: places.map(([, place]) => place),
  };
}
