import { matchedBasePath } from '../../api-gateway/domain-mappings.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import { isObject } from '../../api-gateway/result-json.js';
import { entriesOf } from '../../api-gateway/velocity/index.js';
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

/**
 * The context as one template sees it: it may override a parameter once, a second time throws (developer guide, "Override your API's request
 * and response parameters and status codes").
 */
export function overriddenOnce(context: TemplateContext): TemplateContext {
  const written = new Set<string>();
  const watched = <T extends object>(target: T, place: string): T =>
    new Proxy(target, {
      get: (_, name) => {
        const value: unknown = Reflect.get(target, name);
        return isObject(value) && !(value instanceof Map) ? watched(value, `${place}.${String(name)}`) : value;
      },
      defineProperty: (_, name, descriptor) => {
        const override = `${place}.${String(name)}`;
        if (written.has(override)) {
          throw new Error(`"${override}" is set twice, and a template may override a parameter only once`);
        }
        written.add(override);
        return Reflect.defineProperty(target, name, descriptor);
      },
    });
  const { requestOverride, responseOverride } = context;
  const shown = new Map<string | symbol, object>([
    ['requestOverride', watched(requestOverride, '$context.requestOverride')],
    ['responseOverride', watched(responseOverride, '$context.responseOverride')],
  ]);
  return new Proxy(context, { get: (_, name): unknown => shown.get(name) ?? Reflect.get(context, name) });
}

/** Values of an override as text; a list of headers is joined. */
export function overridden(values: unknown): [string, string][] {
  return entriesOf(values).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : String(value)]);
}
