import type { RestApi, RestAuthorizer, RestMethod } from '../../../model/index.js';
import { withPlainNumbers } from '../../resolver/plain-numbers.js';
import { mapOf } from '../../resolver/properties.js';
import { gatewayResponsesOf } from '../gateway-responses.js';
import { readRestAuthorizer } from '../rest-authorizer.js';
import { readRestIntegration } from '../rest-integration.js';
import { flagAt, listAt, mapAt, numberAt, textAt, textsAt, type Values } from '../values.js';
import { dereference, type Operation, operationsOf, referencedName } from './operations.js';
import { readSecurity, securitySchemes } from './security.js';

export type RestBody = Pick<
  RestApi,
  | 'routes'
  | 'authorizers'
  | 'models'
  | 'gatewayResponses'
  | 'binaryMediaTypes'
  | 'minimumCompressionSize'
  | 'apiKeySource'
  | 'policy'
>;

/** What an OpenAPI document (2 or 3) says of a REST API (http contract §7.2). */
export function readRestBody(document: Values): RestBody {
  const policy = withPlainNumbers(mapAt(document, 'x-amazon-apigateway-policy'));
  const minimumCompressionSize = numberAt(document, 'x-amazon-apigateway-minimum-compression-size');
  return {
    ...(policy !== undefined && { policy }),
    ...(minimumCompressionSize !== undefined && { minimumCompressionSize }),
    routes: operationsOf(document).map((operation) => methodOf(operation, document)),
    authorizers: authorizersOf(document),
    models: modelsOf(document),
    gatewayResponses: gatewayResponsesOf(mapAt(document, 'x-amazon-apigateway-gateway-responses')),
    binaryMediaTypes: textsAt(document, 'x-amazon-apigateway-binary-media-types'),
    apiKeySource: textAt(document, 'x-amazon-apigateway-api-key-source') === 'AUTHORIZER' ? 'AUTHORIZER' : 'HEADER',
  };
}

function modelsOf(document: Values): RestBody['models'] {
  const schemas = mapAt(document, 'definitions') ?? mapAt(mapAt(document, 'components'), 'schemas');
  return mapOf(withPlainNumbers(schemas)) ?? {};
}

function methodOf(operation: Operation, document: Values): RestMethod {
  const { method, path, values, shared } = operation;
  const listed: readonly unknown[] = [...(listAt(shared, 'parameters') ?? []), ...(listAt(values, 'parameters') ?? [])];
  const parameters = listed.flatMap((parameter): Values[] => {
    const known = dereference(document, parameter);
    return known === undefined ? [] : [known];
  });
  const operationName = textAt(values, 'operationId');
  return {
    method,
    path,
    ...(operationName !== undefined && { operationName }),
    ...readSecurity(values, document),
    requestParameters: Object.fromEntries(parameters.flatMap(requiredParameter)),
    requestModels: requestModels(values, parameters, document),
    validates: validationOf(values, document),
    integration: readRestIntegration(dereference(document, values['x-amazon-apigateway-integration'])),
  };
}

const places: Readonly<Record<string, string>> = { header: 'header', query: 'querystring', path: 'path' };

function requiredParameter(parameter: Values): [string, boolean][] {
  const place = places[textAt(parameter, 'in') ?? ''];
  const name = textAt(parameter, 'name');
  if (place === undefined || name === undefined) return [];
  return [[`method.request.${place}.${name}`, flagAt(parameter, 'required') ?? false]];
}

/** OpenAPI 2 has a body parameter for every type, OpenAPI 3 a schema for each. */
function requestModels(values: Values, parameters: readonly Values[], document: Values): Record<string, string> {
  const content = mapAt(dereference(document, values['requestBody']), 'content') ?? {};
  const byType = Object.entries(content).map(([type, media]) => [type, mapAt(mapOf(media), 'schema')] as const);
  const bodySchema = mapAt(
    parameters.find((parameter) => textAt(parameter, 'in') === 'body'),
    'schema',
  );
  const types = textsAt(values, 'consumes');
  const shared = (types.length === 0 ? ['application/json'] : types).map((type) => [type, bodySchema] as const);
  return Object.fromEntries(
    [...byType, ...shared].flatMap(([type, schema]) => {
      const name = referencedName(textAt(schema, '$ref'));
      return name === undefined ? [] : [[type, name]];
    }),
  );
}

function validationOf(values: Values, document: Values): RestMethod['validates'] {
  const name =
    textAt(values, 'x-amazon-apigateway-request-validator') ??
    textAt(document, 'x-amazon-apigateway-request-validator');
  const validators = mapAt(document, 'x-amazon-apigateway-request-validators');
  const validator = name === undefined ? undefined : mapAt(validators, name);
  return {
    body: flagAt(validator, 'validateRequestBody') ?? false,
    parameters: flagAt(validator, 'validateRequestParameters') ?? false,
  };
}

function authorizersOf(document: Values): Record<string, RestAuthorizer> {
  return Object.fromEntries(
    Object.entries(securitySchemes(document)).flatMap(([name, value]) => {
      const scheme = mapOf(value);
      const values = mapAt(scheme, 'x-amazon-apigateway-authorizer');
      if (values === undefined) return [];
      const header = textAt(scheme, 'name') ?? 'Authorization';
      return [[name, readRestAuthorizer({ identitySource: `method.request.header.${header}`, ...values })]];
    }),
  );
}
