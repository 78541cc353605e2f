import type { RouteAuthorization } from '../../../model/index.js';
import { mapOf } from '../../resolver/properties.js';
import { listAt, mapAt, textAt, textsAt, type Values } from '../values.js';

export interface Security {
  readonly authorization: RouteAuthorization;
  readonly apiKeyRequired: boolean;
}

/** The security schemes of a document, OpenAPI 2 or 3. */
export function securitySchemes(document: Values): Values {
  return mapAt(document, 'securityDefinitions') ?? mapAt(mapAt(document, 'components'), 'securitySchemes') ?? {};
}

/** What the `security` of an operation asks for; a scheme that is not known refuses. */
export function readSecurity(operation: Values, document: Values, inherited: readonly unknown[] = []): Security {
  const schemes = securitySchemes(document);
  const needed = (listAt(operation, 'security') ?? inherited).flatMap((item) => Object.entries(mapOf(item) ?? {}));
  const isKey = ([name]: readonly [string, unknown]): boolean => isApiKey(mapAt(schemes, name));
  const [named] = needed.filter((entry) => !isKey(entry));
  const byExtension = textAt(mapAt(operation, 'x-amazon-apigateway-auth'), 'type')?.toUpperCase();
  const authorization: RouteAuthorization =
    named === undefined
      ? byExtension === 'AWS_IAM'
        ? { type: 'AWS_IAM' }
        : { type: 'NONE' }
      : authorizationOf(named, schemes);
  return { authorization, apiKeyRequired: needed.some(isKey) };
}

function authorizationOf([name, scopes]: readonly [string, unknown], schemes: Values): RouteAuthorization {
  const type = textAt(mapAt(schemes, name), 'x-amazon-apigateway-authtype')?.toLowerCase();
  if (type === 'awssigv4') return { type: 'AWS_IAM' };
  return { type: 'AUTHORIZER', name, scopes: textsAt({ scopes }, 'scopes') };
}

/** A scheme of type `apiKey` is also how Lambda authorizers are written down. */
function isApiKey(scheme: Values | undefined): boolean {
  return (
    textAt(scheme, 'type') === 'apiKey' &&
    textAt(scheme, 'name')?.toLowerCase() === 'x-api-key' &&
    scheme?.['x-amazon-apigateway-authorizer'] === undefined &&
    scheme?.['x-amazon-apigateway-authtype'] === undefined
  );
}
