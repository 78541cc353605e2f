import { type HttpApi, type HttpRoute, stableId } from '../../model/index.js';
import { mapOf, type Properties, readProperties } from '../resolver/properties.js';
import type { Project, ProjectResource } from '../template/project.js';
import { globalsFor } from '../template/globals.js';
import { implicitApis } from './implicit-ids.js';
import { readRouteEvents, type RouteEvent } from './route-event.js';
import { withoutDuplicates } from './duplicate-routes.js';

const kinds: ReadonlyMap<string, HttpApi['kind']> = new Map([
  ['AWS::Serverless::Api', 'rest'],
  ['AWS::Serverless::HttpApi', 'http'],
]);

/** Every API of the template that has a route, explicit ones in their order, then the implicit ones (http contract §7.1). */
export function readApis(project: Project): HttpApi[] {
  const events = readRouteEvents(project);
  const explicit = [...project.resources.values()].flatMap((resource) => {
    const kind = kinds.get(resource.type);
    return kind === undefined ? [] : [readExplicitApi(kind, resource, events, project)];
  });
  const implicit = (['rest', 'http'] as const).map((kind) => readImplicitApi(kind, events, project));
  return [...explicit, ...implicit].filter(({ routes }) => routes.length > 0);
}

function readExplicitApi(
  kind: HttpApi['kind'],
  { logicalId, properties: raw }: ProjectResource,
  events: readonly RouteEvent[],
  project: Project,
): HttpApi {
  const properties = readProperties(project, raw, ['Resources', logicalId, 'Properties']);
  for (const body of ['DefinitionBody', 'DefinitionUri']) {
    if (properties.raw(body) === undefined) continue;
    project.tell(`The "${body}" of "${logicalId}" is not read yet: only the routes of functions' events are served.`);
  }
  const auth = properties.inside('Auth');
  if (auth?.raw('DefaultAuthorizer') !== undefined || auth?.raw('ApiKeyRequired') === true) {
    project.tell(
      `"${logicalId}" names an authorizer, which Hearth does not check yet: its routes are open to everyone.`,
    );
  }
  return {
    ...apiOf(kind, logicalId, events, project),
    stage: properties.text('StageName') ?? (kind === 'rest' ? 'Prod' : '$default'),
    stageVariables: stageVariables(kind, properties),
    binaryMediaTypes: binaryMediaTypes(properties.texts('BinaryMediaTypes')),
  };
}

function readImplicitApi(kind: HttpApi['kind'], events: readonly RouteEvent[], project: Project): HttpApi {
  const { logicalId, stage } = implicitApis[kind];
  const globals = globalsFor(
    kind === 'rest' ? 'AWS::Serverless::Api' : 'AWS::Serverless::HttpApi',
    project.template.content,
  );
  const properties = readProperties(project, globals, ['Globals', kind === 'rest' ? 'Api' : 'HttpApi']);
  if (
    mapOf(globals['Auth'])?.['DefaultAuthorizer'] !== undefined &&
    events.some((event) => event.apiLogicalId === logicalId)
  ) {
    project.tell(
      `"${logicalId}" names an authorizer, which Hearth does not check yet: its routes are open to everyone.`,
    );
  }
  return {
    ...apiOf(kind, logicalId, events, project),
    stage,
    stageVariables: stageVariables(kind, properties),
    binaryMediaTypes: binaryMediaTypes(properties.texts('BinaryMediaTypes')),
  };
}

function apiOf(
  kind: HttpApi['kind'],
  logicalId: string,
  events: readonly RouteEvent[],
  { pseudo, tell }: Project,
): Pick<HttpApi, 'id' | 'logicalId' | 'kind' | 'region' | 'account' | 'routes'> {
  const own = events.filter((event) => event.apiLogicalId === logicalId && event.kind === kind);
  const routes: HttpRoute[] = withoutDuplicates(own, tell);
  return { id: stableId(logicalId, 10), logicalId, kind, region: pseudo.region, account: pseudo.account, routes };
}

/** SAM calls them `Variables` in a REST API and `StageVariables` in an HTTP API. */
function stageVariables(kind: HttpApi['kind'], properties: Properties): Record<string, string> {
  const variables = Object.entries(properties.map(kind === 'rest' ? 'Variables' : 'StageVariables') ?? {});
  return Object.fromEntries(variables.map(([name, value]) => [name, String(value)]));
}

/** SAM writes `image~1png` for `image/png` (http contract §7.6). */
function binaryMediaTypes(entries: readonly string[] = []): string[] {
  return entries.map((entry) => entry.replaceAll('~1', '/'));
}
