import type { HttpApi, Stack, StackFunction } from '../model/index.js';
import { tellRoutesClaimedTwice } from './apis/duplicate-routes.js';
import { readApis } from './apis/read-apis.js';
import { readFunction } from './functions/read-function.js';
import { openProjectFile } from './open-project-file.js';
import { functionTypes } from './resolver/raw-resource.js';
import type { Project } from './template/project.js';
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
  const notices = new Set<string>();
  const watched = new Set([file]);
  const tell = (notice: string): unknown => notices.add(notice);
  const projects = await openProjectFile({
    file,
    parameterOverrides,
    pseudo: { region, account, stackName },
    tell,
    watch: (path) => watched.add(path),
  });
  const functions = projects.flatMap(readFunctions);
  const apis = projects.flatMap((project) => readApis(project).map((api) => withFunctionNames(api, project)));
  tellRoutesClaimedTwice(apis, tell);
  for (const project of projects) tellUnservedResources(project);
  return { name: stackName, file, functions, apis, notices: [...notices], watched: [...watched] };
}

function readFunctions(project: Project): StackFunction[] {
  return [...project.resources.values()]
    .filter(({ type }) => functionTypes.has(type))
    .map((resource) => readFunction(resource, project));
}

function withFunctionNames(api: HttpApi, project: Project): HttpApi {
  const routes = api.routes.map((route) => ({
    ...route,
    functionReference: project.functionName(route.functionReference) ?? route.functionReference,
  }));
  return { ...api, routes };
}
