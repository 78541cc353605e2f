import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { messageOf, UserError } from '../base/index.js';
import type { Stack, StackCode, StackFunction } from '../model/index.js';
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
  const project = openProject(template, {
    parameterOverrides,
    pseudo: { region, account, stackName },
    tell: (notice) => notices.add(notice),
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
  return { name: stackName, file, functions, apis, notices: [...notices], watched: [file, ...codePaths(functions)] };
}

function nameOf(functions: readonly StackFunction[], logicalId: string): string {
  return functions.find((candidate) => candidate.logicalId === logicalId)?.name ?? logicalId;
}

function codePaths(functions: readonly StackFunction[]): string[] {
  const sources = functions.flatMap((entry): readonly StackCode[] =>
    entry.package.packageType === 'Zip' ? [entry.package.code, ...entry.package.layers] : [],
  );
  return [...new Set(sources.flatMap((source) => (source.kind === 'inline' ? [] : [source.path])))];
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
