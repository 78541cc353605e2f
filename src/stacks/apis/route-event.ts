import { UserError } from '../../base/index.js';
import type { HttpApi, HttpRoute } from '../../model/index.js';
import { mapOf, readProperties } from '../resolver/properties.js';
import { functionTypes } from '../resolver/resource-references.js';
import type { Project, ProjectResource } from '../template/project.js';
import { implicitApis } from './implicit-ids.js';

/** A route that a function's event asks for, and the API it goes to. */
export interface RouteEvent {
  readonly kind: HttpApi['kind'];
  /** Of a resource of the template, or of an implicit API. */
  readonly apiLogicalId: string;
  readonly route: HttpRoute;
  /** `HelloFunction.Events.Get`, for messages. */
  readonly place: string;
}

/** API Gateway's longest times for a REST API's and an HTTP API's integration, which are also the defaults. */
const integrationTimeoutMs = { rest: 29_000, http: 30_000 } as const;

/** The events of type `Api` and `HttpApi` of every function, in the order of the template. */
export function readRouteEvents(project: Project): RouteEvent[] {
  return [...project.resources.values()]
    .filter(({ type }) => functionTypes.has(type))
    .flatMap((resource) =>
      Object.entries(mapOf(resource.properties['Events']) ?? {}).flatMap(([name, event]) => {
        const type = mapOf(event)?.['Type'];
        if (type !== 'Api' && type !== 'HttpApi') {
          tellUnservedEvent(String(type), name, resource, project);
          return [];
        }
        return orTell(project, () => {
          return readRouteEvent(type === 'Api' ? 'rest' : 'http', name, mapOf(event), resource, project);
        });
      }),
    );
}

/** An event that is wrong costs its own route only. */
function orTell(project: Project, read: () => RouteEvent[]): RouteEvent[] {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    project.tell(error.message);
    return [];
  }
}

function readRouteEvent(
  kind: HttpApi['kind'],
  name: string,
  event: Readonly<Record<string, unknown>> | undefined,
  { logicalId }: ProjectResource,
  project: Project,
): RouteEvent[] {
  const raw = mapOf(event?.['Properties']) ?? {};
  const path = ['Resources', logicalId, 'Properties', 'Events', name, 'Properties'];
  const properties = readProperties(project, raw, path);
  const place = `${logicalId}.Events.${name}`;
  const api = findApi(kind, raw, place, project);
  if (api === undefined) return [];
  const routePath = properties.text('Path');
  const method = properties.text('Method');
  const isDefault = kind === 'http' && (routePath === '$default' || (routePath === undefined && method === undefined));
  if (!isDefault && routePath === undefined) return properties.fail('Path', 'is missing; name the path of the route');
  if (!isDefault && method === undefined) return properties.fail('Method', 'is missing; name the verb, or "any"');
  const payloadFormat = properties.text('PayloadFormatVersion') ?? (kind === 'rest' ? '1.0' : '2.0');
  if (payloadFormat !== '1.0' && payloadFormat !== '2.0') {
    return properties.fail('PayloadFormatVersion', `is "${payloadFormat}"; it must be "1.0" or "2.0"`);
  }
  const verb = isDefault || method?.toLowerCase() === 'x-amazon-apigateway-any-method' ? 'ANY' : method;
  const route: HttpRoute = {
    method: verb?.toUpperCase() ?? 'ANY',
    path: isDefault ? '$default' : withLeadingSlash(routePath ?? ''),
    functionReference: logicalId,
    payloadFormat: kind === 'rest' ? '1.0' : payloadFormat,
    timeoutMs: properties.number('TimeoutInMillis') ?? integrationTimeoutMs[kind],
  };
  if (properties.raw('Auth') !== undefined) tellOpenRoute(properties.inside('Auth')?.raw('Authorizer'), place, project);
  return [{ kind, apiLogicalId: api, route, place }];
}

/** `RestApiId: !Ref MyApi`; another id names an API outside the template, which adds nothing here. */
function findApi(
  kind: HttpApi['kind'],
  raw: Readonly<Record<string, unknown>>,
  place: string,
  project: Project,
): string | undefined {
  const reference = raw[kind === 'rest' ? 'RestApiId' : 'ApiId'];
  if (reference === undefined) return implicitApis[kind].logicalId;
  const logicalId = mapOf(reference)?.['Ref'];
  if (
    typeof logicalId === 'string' &&
    (project.resources.has(logicalId) || logicalId === implicitApis[kind].logicalId)
  ) {
    return logicalId;
  }
  project.tell(`The event "${place}" adds no route: its API is not one of this template.`);
  return undefined;
}

function withLeadingSlash(path: string): string {
  return path.startsWith('/') ? path : `/${path}`;
}

function tellOpenRoute(authorizer: unknown, place: string, project: Project): void {
  if (authorizer === undefined || authorizer === 'NONE') return;
  project.tell(
    `The event "${place}" names an authorizer, which Hearth does not check yet: its route is open to everyone.`,
  );
}

function tellUnservedEvent(type: string, name: string, { logicalId }: ProjectResource, project: Project): void {
  project.tell(
    `Events of type "${type}" do not reach functions yet ("${logicalId}.Events.${name}"). Invoke the function with an event of that form instead.`,
  );
}
