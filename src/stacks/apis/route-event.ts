import { UserError } from '../../base/index.js';
import type { Api } from '../../model/index.js';
import { functionEvents, unknownEvent } from '../lint/known-types.js';
import { apiId } from '../resolver/door-identities.js';
import { shownNames } from '../functions/shown-names.js';
import { mapOf } from '../resolver/properties.js';
import { functionTypes } from '../resolver/raw-resource.js';
import { Unresolved } from '../resolver/unresolved.js';
import type { Project, ProjectResource } from '../template/project.js';
import { implicitApis } from './implicit-ids.js';
import { segmentProblem, verbProblem } from './route-rules.js';
import { mapAt, numberAt, textAt, type Values, versionAt } from './values.js';

/** A route that a function's event asks for, and the API it goes to. */
export interface RouteEvent {
  readonly kind: Api['kind'];
  /** Of a resource of the template, or of an implicit API. */
  readonly apiLogicalId: string;
  /** Upper case, or `ANY`. */
  readonly method: string;
  readonly path: string;
  readonly functionReference: string;
  readonly payloadFormat: '1.0' | '2.0';
  readonly timeoutMs: number;
  readonly streams: boolean;
  /** `Auth` of the event. */
  readonly auth: Values | undefined;
  readonly properties: Values;
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
  kind: Api['kind'],
  name: string,
  event: Values | undefined,
  { logicalId }: ProjectResource,
  project: Project,
): RouteEvent[] {
  const path = ['Resources', logicalId, 'Properties', 'Events', name, 'Properties'];
  const properties = mapOf(project.resolver.resolveWithGaps(event?.['Properties'] ?? {}, path)) ?? {};
  const wrongAt = (key: string, problem: string): string => {
    const place = [...path, key];
    return `${project.template.locate(place)}: "${place.join('.')}" ${problem}`;
  };
  const fail = (key: string, problem: string): never => {
    throw new UserError(wrongAt(key, problem));
  };
  const place = `${logicalId}.Events.${name}`;
  for (const key of ['Path', 'Method', 'Auth']) {
    const value = properties[key];
    if (value instanceof Unresolved) return fail(key, `is not known: ${value.reason}.`);
  }
  const api = findApi(kind, properties, place, project);
  if (api === undefined) return [];
  const routePath = textAt(properties, 'Path');
  const method = textAt(properties, 'Method');
  const isDefault = kind === 'http' && (routePath === '$default' || (routePath === undefined && method === undefined));
  if (!isDefault && routePath === undefined) return fail('Path', 'is missing; name the path of the route.');
  if (!isDefault && method === undefined) return fail('Method', 'is missing; name the verb, or "any".');
  const payloadFormat = versionAt(properties, 'PayloadFormatVersion') ?? (kind === 'rest' ? '1.0' : '2.0');
  if (payloadFormat !== '1.0' && payloadFormat !== '2.0') {
    return fail('PayloadFormatVersion', `is "${payloadFormat}"; it must be "1.0" or "2.0".`);
  }
  if (!isDefault && routePath?.startsWith('/') === false) {
    project.tell(wrongAt('Path', `is "${routePath}"; on AWS it must begin with "/".`));
  }
  const problemOfPath = isDefault ? undefined : segmentProblem(routePath ?? '');
  if (problemOfPath !== undefined) project.tell(wrongAt('Path', problemOfPath));
  const problemOfVerb = isDefault || method === undefined ? undefined : verbProblem(method);
  if (problemOfVerb !== undefined) project.tell(wrongAt('Method', problemOfVerb));
  if (problemOfPath !== undefined || problemOfVerb !== undefined) return [];
  const verb = isDefault || method?.toLowerCase() === 'x-amazon-apigateway-any-method' ? 'ANY' : method;
  return [
    {
      kind,
      apiLogicalId: api,
      method: verb?.toUpperCase() ?? 'ANY',
      path: isDefault ? '$default' : withLeadingSlash(routePath ?? ''),
      functionReference: project.functionName(logicalId) ?? logicalId,
      payloadFormat: kind === 'rest' ? '1.0' : payloadFormat,
      timeoutMs: numberAt(properties, 'TimeoutInMillis') ?? integrationTimeoutMs[kind],
      streams: textAt(properties, 'ResponseTransferMode') === 'RESPONSE_STREAM',
      auth: mapAt(properties, 'Auth'),
      properties,
      place,
    },
  ];
}

/** `RestApiId: !Ref MyApi`; another id names an API outside the template, which adds nothing here. */
function findApi(kind: Api['kind'], properties: Values, place: string, project: Project): string | undefined {
  const key = kind === 'rest' ? 'RestApiId' : 'ApiId';
  if (!Object.hasOwn(properties, key)) return implicitApis[kind].logicalId;
  const id = textAt(properties, key);
  const known = [...project.resources.keys(), implicitApis[kind].logicalId];
  const found = known.find((logicalId) => apiId(logicalId, project) === id);
  if (found === undefined) project.tell(`The event "${place}" adds no route: its API is not one of this template.`);
  return found;
}

function withLeadingSlash(path: string): string {
  return path.startsWith('/') ? path : `/${path}`;
}

function tellUnservedEvent(type: string, name: string, resource: ProjectResource, project: Project): void {
  const { logicalId } = shownNames(resource, { scope: '', assets: project.assets });
  if (!functionEvents.has(type)) {
    project.tell(unknownEvent(type, `${logicalId}.Events.${name}`));
    return;
  }
  project.tell(
    `Events of type "${project.isSamLocal ? type : name.replace(/\d+$/, '')}" do not reach functions yet ("${logicalId}.${project.isSamLocal ? 'Events.' : ''}${name}"). Invoke the function with an event of that form instead.`,
  );
}
