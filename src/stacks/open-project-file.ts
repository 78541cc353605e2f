import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { messageOf, UserError } from '../base/index.js';
import type { PseudoParameters } from './resolver/pseudo-parameters.js';
import { noAssets } from './template/assets.js';
import { openProject } from './template/open-project.js';
import { parseTemplate } from './template/parse-template.js';
import type { Project } from './template/project.js';

export interface ProjectFileOptions {
  readonly file: string;
  readonly parameterOverrides: Readonly<Record<string, string>>;
  readonly pseudo: PseudoParameters;
  readonly tell: (notice: string) => void;
  readonly watch: (file: string) => void;
}

/** The templates that a project file is or leads to, nested ones behind the one that nests them. */
export async function openProjectFile(options: ProjectFileOptions): Promise<readonly Project[]> {
  return (await openRoots(options)).flatMap(withNested);
}

async function openRoots({ file, parameterOverrides, ...rest }: ProjectFileOptions): Promise<readonly Project[]> {
  const template = parseTemplate(file, await readText(file));
  const project = openProject(template, {
    ...rest,
    parameters: parameterOverrides,
    scope: '',
    assets: noAssets,
    layers: new Map(),
    exported: () => undefined,
  });
  return [project];
}

function withNested(project: Project): readonly Project[] {
  return [project, ...project.children().flatMap(withNested)];
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const folder = path.dirname(file);
    throw new UserError(
      `Template not found: "${file}" (${messageOf(error)}). Name it with -t, or go to the folder that has one (not "${folder}").`,
      { cause: error },
    );
  }
}
