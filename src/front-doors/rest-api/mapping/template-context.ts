import { matchedBasePath } from '../../api-gateway/domain-mappings.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import { isObject } from '../../api-gateway/result-json.js';
import { requestContext } from '../context.js';

/** `$context` of one request: what its templates set in it, later ones see. */
export interface TemplateContext extends Record<string, unknown> {
  readonly requestOverride: Overrides;
  readonly responseOverride: { readonly header: Record<string, unknown>; status?: unknown };
}

interface Overrides {
  readonly header: Record<string, unknown>;
  readonly path: Record<string, unknown>;
  readonly querystring: Record<string, unknown>;
}

export function templateContext(request: RestRequest): TemplateContext {
  return {
    ...structuredClone(requestContext(request)),
    ...(request.basePath !== undefined && { customDomain: { basePathMatched: matchedBasePath(request.basePath) } }),
    requestOverride: { header: {}, path: {}, querystring: {} },
    responseOverride: { header: {} },
  };
}

/** Values of an override as text; a list of headers is joined. */
export function overridden(values: unknown): [string, string][] {
  if (!isObject(values)) return [];
  return Object.entries(values).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : String(value)]);
}
