import type { HttpApi, HttpAuthorizer, HttpRoute } from '../../../model/index.js';
import { mapOf } from '../../resolver/properties.js';
import { readCorsRules } from '../cors-rules.js';
import { readHttpAuthorizer } from '../http-authorizer.js';
import { readHttpIntegration } from '../http-integration.js';
import { listAt, mapAt, textAt, type Values } from '../values.js';
import { dereference, operationsOf } from './operations.js';
import { readSecurity, securitySchemes } from './security.js';

export type HttpBody = Pick<HttpApi, 'routes' | 'authorizers' | 'cors'>;

/** What an OpenAPI 3 document says of an HTTP API. */
export function readHttpBody(document: Values): HttpBody {
  const inherited = listAt(document, 'security');
  const routes = operationsOf(document).map(({ method, path, values }): HttpRoute => {
    const integration = dereference(document, values['x-amazon-apigateway-integration']);
    const isDefault = path === '/$default' || path === '$default';
    return {
      method,
      path: isDefault ? '$default' : path,
      authorization: readSecurity(values, document, inherited).authorization,
      integration: readHttpIntegration(integration),
    };
  });
  const cors = readCorsRules(document['x-amazon-apigateway-cors']);
  return { routes, authorizers: authorizersOf(document), ...(cors !== undefined && { cors }) };
}

function authorizersOf(document: Values): Record<string, HttpAuthorizer> {
  return Object.fromEntries(
    Object.entries(securitySchemes(document)).flatMap(([name, value]) => {
      const scheme = mapOf(value);
      const values = mapAt(scheme, 'x-amazon-apigateway-authorizer');
      if (values === undefined) return [];
      const url = textAt(scheme, 'openIdConnectUrl');
      const configuration = {
        issuer: url?.replace('/.well-known/openid-configuration', ''),
        ...mapAt(values, 'jwtConfiguration'),
      };
      return [[name, readHttpAuthorizer({ ...values, jwtConfiguration: configuration })]];
    }),
  );
}
