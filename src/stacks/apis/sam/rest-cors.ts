import type { RestMethod, RouteAuthorization } from '../../../model/index.js';
import { mapOf } from '../../resolver/properties.js';
import { textOf } from '../../resolver/scalars.js';
import { flagAt, numberAt, textAt } from '../values.js';

/** The OPTIONS methods that SAM makes of `Cors`, one for each path that has none (http contract §7.4). */
export function corsMethods(
  cors: unknown,
  routes: readonly RestMethod[],
  authorization: RouteAuthorization,
): RestMethod[] {
  const rules = readRestCors(cors);
  if (rules === undefined) return [];
  const paths = [...new Set(routes.map(({ path }) => path))];
  return paths
    .filter((path) => !routes.some((route) => route.path === path && route.method === 'OPTIONS'))
    .map((path) => {
      const methods = routes.filter((route) => route.path === path).map(({ method }) => method);
      return optionsMethod(path, { ...rules, allowMethods: rules.allowMethods ?? quoted(methods) }, authorization);
    });
}

interface RestCors {
  readonly allowOrigin: string;
  readonly allowMethods?: string;
  readonly allowHeaders?: string;
  readonly maxAge?: string;
  readonly allowCredentials: boolean;
}

/** Values are mapping expressions: a literal is in quotes inside the text. */
function readRestCors(cors: unknown): RestCors | undefined {
  const origin = textOf(cors);
  if (origin !== undefined) return { allowOrigin: origin, allowCredentials: false };
  const values = mapOf(cors);
  if (values === undefined) return undefined;
  const allowMethods = textAt(values, 'AllowMethods');
  const allowHeaders = textAt(values, 'AllowHeaders');
  const maxAge = textAt(values, 'MaxAge') ?? numberAt(values, 'MaxAge')?.toString();
  return {
    allowOrigin: textAt(values, 'AllowOrigin') ?? "'*'",
    allowCredentials: flagAt(values, 'AllowCredentials') ?? false,
    ...(allowMethods !== undefined && { allowMethods }),
    ...(allowHeaders !== undefined && { allowHeaders }),
    ...(maxAge !== undefined && { maxAge }),
  };
}

const everyMethod = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

function quoted(methods: readonly string[]): string {
  const named = methods.includes('ANY') ? everyMethod : [...new Set([...methods, 'OPTIONS'])].sort();
  return `'${named.join(',')}'`;
}

function optionsMethod(path: string, cors: RestCors, authorization: RouteAuthorization): RestMethod {
  const header = (name: string, value: string | undefined): Record<string, string> =>
    value === undefined ? {} : { [`method.response.header.Access-Control-${name}`]: value };
  return {
    method: 'OPTIONS',
    path,
    authorization,
    apiKeyRequired: false,
    requestParameters: {},
    requestModels: {},
    validates: { body: false, parameters: false },
    integration: {
      type: 'MOCK',
      requestParameters: {},
      requestTemplates: { 'application/json': '{\n  "statusCode" : 200\n}\n' },
      passthroughBehavior: 'WHEN_NO_MATCH',
      // With binary media types of every kind a preflight's body would else count as binary.
      contentHandling: 'CONVERT_TO_TEXT',
      responses: [
        {
          statusCode: 200,
          parameters: {
            ...header('Allow-Origin', cors.allowOrigin),
            ...header('Allow-Methods', cors.allowMethods),
            ...header('Allow-Headers', cors.allowHeaders),
            ...header('Max-Age', cors.maxAge),
            ...header('Allow-Credentials', cors.allowCredentials ? "'true'" : undefined),
          },
          templates: { 'application/json': '{}\n' },
        },
      ],
    },
  };
}
