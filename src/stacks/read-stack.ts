import type { Stack } from '../model/index.js';
import { tellRoutesClaimedTwice } from './apis/duplicate-routes.js';
import { readFunctionUrls } from './apis/function-urls.js';
import { readApis, readWebSocketApis } from './apis/read-apis.js';
import { readFunctions } from './functions/read-functions.js';
import { openProjectFile } from './open-project-file.js';
import { tellUnservedResources } from './template/unserved-resources.js';

export interface ReadStackOptions {
  /** Absolute path of a SAM or CloudFormation template, of a serverless.yml or its like, or of a CDK cloud assembly. */
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
  const functions = readFunctions(projects);
  const apis = projects.flatMap(readApis);
  const urls = projects.flatMap(readFunctionUrls);
  const webSocketApis = projects.flatMap(readWebSocketApis);
  tellRoutesClaimedTwice(apis, tell);
  for (const project of projects) tellUnservedResources(project);
  return { name: stackName, file, functions, apis, urls, webSocketApis, notices: [...notices], watched: [...watched] };
}
