import type { GatewayResponse } from '../../model/index.js';
import { mapOf } from '../resolver/properties.js';
import { mapAt, numberAt, textMapAt, type Values } from './values.js';

/** `x-amazon-apigateway-gateway-responses`, by type. */
export function gatewayResponsesOf(byType: Values | undefined): Record<string, GatewayResponse> {
  return each(byType, (values) => {
    const statusCode = numberAt(values, 'statusCode');
    return {
      ...(statusCode !== undefined && { statusCode }),
      parameters: textMapAt(values, 'responseParameters'),
      templates: textMapAt(values, 'responseTemplates'),
    };
  });
}

/** `GatewayResponses` of SAM, where headers, query strings and paths are maps of their own. */
export function samGatewayResponses(byType: Values | undefined): Record<string, GatewayResponse> {
  return each(byType, (values) => {
    const statusCode = numberAt(values, 'StatusCode');
    const headers = textMapAt(mapAt(values, 'ResponseParameters'), 'Headers');
    return {
      ...(statusCode !== undefined && { statusCode }),
      parameters: Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [`gatewayresponse.header.${name}`, value]),
      ),
      templates: textMapAt(values, 'ResponseTemplates'),
    };
  });
}

function each(byType: Values | undefined, read: (values: Values) => GatewayResponse): Record<string, GatewayResponse> {
  return Object.fromEntries(Object.entries(byType ?? {}).map(([type, values]) => [type, read(mapOf(values) ?? {})]));
}
