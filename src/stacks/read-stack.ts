import type { Stack, StackFunction } from '../model/index.js';
import { tellRoutesClaimedTwice } from './apis/duplicate-routes.js';
import { readFunctionUrls } from './apis/function-urls.js';
import { readLoadBalancers } from './balancers/read-load-balancers.js';
import { readApis, readWebSocketApis } from './apis/read-apis.js';
import { readFunctions } from './functions/read-functions.js';
import { sameName } from './lint/lint-functions.js';
import { unknownTypes } from './lint/unknown-types.js';
import { createNotices } from './notices.js';
import { openProjectFile } from './open-project-file.js';
import { projectFileOptions, type ReadStackOptions } from './read-stack-options.js';
import { tellUnservedResources } from './template/unserved-resources.js';

/** Reads a project file. Rejects with `UserError` (file, line, column) when the file as a whole cannot be read. */
export async function readStack(options: ReadStackOptions): Promise<Stack> {
  const { file, region, account, stackName = 'local' } = options;
  const notices = createNotices();
  const watched = new Set([file]);
  const { tell } = notices;
  const projects = await openProjectFile(projectFileOptions(options, tell, (path) => watched.add(path)));
  const functions = readFunctions(projects);
  const apis = projects.flatMap(readApis);
  const urls = projects.flatMap(readFunctionUrls);
  const doors = {
    apis,
    urls,
    webSocketApis: projects.flatMap(readWebSocketApis),
    balancers: readLoadBalancers(projects),
  };
  tellNamesGivenTwice(functions, tell);
  tellRoutesClaimedTwice(apis, tell);
  for (const project of projects) {
    tellUnservedResources(project);
    for (const { place, text } of unknownTypes(project.template)) tell(`${place}: ${text}`);
  }
  return {
    name: stackName,
    file,
    region: functions[0]?.region ?? projects[0]?.pseudo.region ?? region,
    account: functions[0]?.account ?? projects[0]?.pseudo.account ?? account,
    functions,
    ...doors,
    notices: notices.list(shownIn(functions)),
    watched: [...watched],
  };
}

/** Functions of serverless.yml are shown by their keys there, not by the logical ids that they get. */
function shownIn(functions: readonly StackFunction[]): (logicalId: string) => string {
  return (id) => functions.find(({ alsoKnownAs = [] }) => alsoKnownAs.includes(id))?.logicalId ?? id;
}

function tellNamesGivenTwice(functions: readonly StackFunction[], tell: (notice: string) => void): void {
  for (const [index, declared] of functions.entries()) {
    const first = functions.slice(0, index).find(({ name }) => name === declared.name);
    if (first !== undefined) tell(sameName(first, declared));
  }
}
