import type { HttpIntegration } from '../../model/index.js';
import { mapOf } from '../resolver/properties.js';
import { functionInUri } from './integration-uri.js';
import { mapAt, numberAt, textAt, textMap, textMapAt, type Values, versionAt } from './values.js';

/** API Gateway's longest time for an integration of an HTTP API, which is also the default. */
const defaultTimeoutMs = 30_000;

/** The integration of a route as OpenAPI's extension and CloudFormation (keys in lower camel case) write it. */
export function readHttpIntegration(values: Values | undefined): HttpIntegration {
  const type = (textAt(values, 'type') ?? textAt(values, 'integrationType') ?? 'none').toUpperCase();
  const uri = textAt(values, 'uri') ?? textAt(values, 'integrationUri');
  const subtype = textAt(values, 'integrationSubtype') ?? textAt(values, 'subtype');
  const common = {
    timeoutMs: numberAt(values, 'timeoutInMillis') ?? defaultTimeoutMs,
    requestParameters: textMapAt(values, 'requestParameters'),
    responseParameters: responseParameters(mapAt(values, 'responseParameters')),
  };
  if (subtype !== undefined) {
    const { requestParameters: parameters, responseParameters, timeoutMs } = common;
    return { type: 'AWS_SERVICE', subtype, parameters, responseParameters, timeoutMs };
  }
  if (type === 'AWS_PROXY') {
    const functionReference = functionInUri(uri);
    if (functionReference === undefined)
      return { type: 'UNSUPPORTED', reason: `its integration calls "${uri ?? ''}", which is no function` };
    const payloadFormat = versionAt(values, 'payloadFormatVersion') === '2.0' ? '2.0' : '1.0';
    return { type, functionReference, payloadFormat, ...common };
  }
  if (type === 'HTTP_PROXY' && uri !== undefined && /^https?:\/\//.test(uri)) {
    const method = textAt(values, 'httpMethod') ?? textAt(values, 'integrationMethod') ?? 'ANY';
    return { type, uri, method: /any/i.test(method) ? 'ANY' : method.toUpperCase(), ...common };
  }
  return {
    type: 'UNSUPPORTED',
    reason:
      type === 'NONE'
        ? 'it has no integration'
        : `its integration is of the type "${type}" with the URI "${uri ?? ''}"`,
  };
}

/** OpenAPI writes a map by status, CloudFormation a list of sources and destinations. */
function responseParameters(byStatus: Values | undefined): Record<string, Record<string, string>> {
  return Object.fromEntries(
    Object.entries(byStatus ?? {}).map(([status, value]) => [
      status,
      destinations(mapOf(value)) ?? textMap(mapOf(value)),
    ]),
  );
}

function destinations(value: Values | undefined): Record<string, string> | undefined {
  const list = value?.['ResponseParameters'];
  if (!Array.isArray(list)) return undefined;
  return Object.fromEntries(
    list.flatMap((item) => {
      const destination = textAt(mapOf(item), 'Destination');
      return destination === undefined ? [] : [[destination, textAt(mapOf(item), 'Source') ?? '']];
    }),
  );
}
