import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { messageOf, UserError } from '../base/index.js';
import type { Stack, StackFunction } from '../model/index.js';
import { tellRoutesClaimedTwice } from './apis/duplicate-routes.js';
import { readApis } from './apis/read-apis.js';
import { readFunction } from './functions/read-function.js';
import { functionTypes } from './resolver/resource-references.js';
import { openProject } from './template/open-project.js';
import { parseTemplate } from './template/parse-template.js';
import { tellUnservedResources } from './template/unserved-resources.js';

export interface ReadStackOptions {
  /** Absolute path of a SAM or CloudFormation template, YAML or JSON. */
  readonly file: string;
  readonly parameterOverrides: Readonly<Record<string, string>>;
  readonly region: string;
  readonly account: string;
  /** `AWS::StackName`; SAM's name for what runs locally is the default. */
  readonly stackName?: string;
}

/** Reads a project file. Rejects with `UserError` (file, line, column) when the file as a whole cannot be read. */
export async function readStack(options: ReadStackOptions): Promise<Stack> {
  const { file, parameterOverrides, region, account, stackName = 'local' } = options;
  const template = parseTemplate(file, await readText(file));
  const notices = new Set<string>();
  const watched = new Set([file]);
  const project = openProject(template, {
    parameterOverrides,
    pseudo: { region, account, stackName },
    tell: (notice) => notices.add(notice),
    watch: (path) => watched.add(path),
  });
  const functions = [...project.resources.values()]
    .filter(({ type }) => functionTypes.has(type))
    .map((resource) => readFunction(resource, project));
  const apis = readApis(project).map((api) => ({
    ...api,
    routes: api.routes.map((route) => ({ ...route, functionReference: nameOf(functions, route.functionReference) })),
  }));
  tellRoutesClaimedTwice(apis, project.tell);
  tellUnservedResources(project);
  return { name: stackName, file, functions, apis, notices: [...notices], watched: [...watched] };
}

function nameOf(functions: readonly StackFunction[], logicalId: string): string {
  return functions.find((candidate) => candidate.logicalId === logicalId)?.name ?? logicalId;
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
