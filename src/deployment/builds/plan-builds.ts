import path from 'node:path';
import { type ImageBuild, namesOf, type Stack } from '../../model/index.js';
import type { Settings } from '../../settings/index.js';

/** One thing to run before code is read. */
export interface BuildPlan {
  /** Whom it is for, in messages. */
  readonly label: string;
  readonly command: BuildCommand;
  /** Absolute: where it runs. */
  readonly folder: string;
  /** Absolute: the folder whose changes ask for it again. */
  readonly sources: string;
}

/** A line for the shell; or an image, whose id is the answer. */
export type BuildCommand =
  | { readonly kind: 'shell'; readonly line: string }
  | { readonly kind: 'image'; readonly tag: string; readonly build: ImageBuild };

/** What the settings and the project file ask for, each command once; nothing unless building was asked for. */
export function planBuilds(
  { functions, file }: Pick<Stack, 'functions' | 'file'>,
  { build, projectFolder, functionNames }: Pick<Settings, 'build' | 'projectFolder' | 'functionNames'>,
): readonly BuildPlan[] {
  if (!build.isOn) return [];
  const plans = new Map<string, BuildPlan>();
  const addShell = (label: string, line: string, folder: string): void => {
    const key = `${folder}\0${line}`;
    if (!plans.has(key)) plans.set(key, { label, command: { kind: 'shell', line }, folder, sources: folder });
  };
  if (build.command !== undefined) addShell('the project', build.command, projectFolder);
  for (const declared of functions) {
    const names = namesOf(declared);
    if (functionNames.length > 0 && !names.some((name) => functionNames.includes(name))) continue;
    const own = names.map((name) => build.byFunction[name]).find((command) => command !== undefined);
    if (own !== undefined) addShell(`"${declared.logicalId}"`, own, projectFolder);
    else if (declared.package.packageType === 'Image') {
      const { imageUri: tag, build: image } = declared.package;
      if (image === undefined) continue;
      const command = { kind: 'image', tag, build: image } as const;
      plans.set(tag, { label: `"${declared.logicalId}"`, command, folder: image.context, sources: image.context });
    } else if (declared.buildCommand !== undefined && build.command === undefined) {
      addShell(`"${declared.logicalId}"`, declared.buildCommand, path.dirname(file));
    }
  }
  return [...plans.values()];
}
