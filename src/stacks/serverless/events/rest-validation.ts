import { mapOf } from '../../resolver/properties.js';
import { mapAt, present, type Service, textAt, type Values } from '../service.js';
import { capitalized, methodId } from './rest-names.js';
import { type ServiceEvent, verbAndPath } from './service-events.js';

export interface RestValidation {
  /** Members of the method. */
  readonly method: Values;
  /** The models and the validator that it names, by logical id. */
  readonly resources: Values;
}

/** What a route asks of its requests: parameters, and schemas of bodies by content type (Serverless Framework, "Request Schema Validators"). */
export function restValidation(event: ServiceEvent, apiReference: unknown, service: Service): RestValidation {
  const request = mapAt(event.values, 'request');
  const parameters = requestParameters(request);
  const schemas = Object.entries(mapOf(request['schemas']) ?? mapOf(request['schema']) ?? {});
  const models = schemas.map(([contentType, schema]) => ({
    contentType,
    ...modelOf(schema, contentType, event, { apiReference, service }),
  }));
  const validates = models.length > 0 || Object.values(parameters).includes(true);
  const validator = `ApiGateway${capitalized(service.name.replaceAll(/[^0-9A-Za-z]/g, ''))}RequestValidator`;
  return {
    method: present({
      RequestParameters: parameters,
      RequestModels: Object.fromEntries(models.map(({ contentType, id }) => [contentType, { Ref: id }])),
      RequestValidatorId: validates ? { Ref: validator } : undefined,
    }),
    resources: {
      ...Object.fromEntries(models.map(({ id, resource }) => [id, resource])),
      ...(validates && {
        [validator]: {
          Type: 'AWS::ApiGateway::RequestValidator',
          Properties: { RestApiId: apiReference, ValidateRequestBody: true, ValidateRequestParameters: true },
        },
      }),
    },
  };
}

/** `paths: {id: true}` → `method.request.path.id: true`; a map may say `required` itself. */
export function requestParameters(request: Values): Values {
  return Object.fromEntries(
    parametersOf(request).map(([name, value]) => [name, mapOf(value) === undefined ? value : isRequired(value)]),
  );
}

/** The same names with what is written under them. */
export function parametersOf(request: Values): readonly (readonly [string, unknown])[] {
  const parameters = mapAt(request, 'parameters');
  return ['querystrings', 'paths', 'headers'].flatMap((kind) =>
    Object.entries(mapAt(parameters, kind)).map(
      ([name, value]) => [`method.request.${kind.slice(0, -1)}.${name}`, value] as const,
    ),
  );
}

function isRequired(value: unknown): boolean {
  return mapOf(value)?.['required'] !== false;
}

interface Given {
  readonly apiReference: unknown;
  readonly service: Service;
}

/** A schema of `provider.apiGateway.request.schemas` by its name, one with a name of its own, or the schema alone. */
function modelOf(
  given: unknown,
  contentType: string,
  event: ServiceEvent,
  { apiReference, service }: Given,
): { readonly id: string; readonly resource: Values } {
  const declared = mapAt(mapAt(mapAt(service.provider, 'apiGateway'), 'request'), 'schemas');
  const shared = typeof given === 'string' ? declared[given] : undefined;
  const stated = shared ?? given;
  const map = mapOf(stated);
  const { method, path } = verbAndPath(event);
  const ownId = `${methodId(path, method)}${contentType
    .split(/[^0-9A-Za-z]+/)
    .map(capitalized)
    .join('')}Model`;
  return {
    id: typeof given === 'string' && shared !== undefined ? `ApiGateway${camelled(given)}Model` : ownId,
    resource: {
      Type: 'AWS::ApiGateway::Model',
      Properties: present({
        RestApiId: apiReference,
        ContentType: contentType,
        Schema: map?.['schema'] ?? stated,
        Name: map?.['schema'] === undefined ? undefined : textAt(map, 'name'),
      }),
    },
  };
}

function camelled(name: string): string {
  return name
    .split(/[^0-9A-Za-z]+/)
    .map(capitalized)
    .join('');
}
