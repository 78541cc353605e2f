import { Emitter } from '../base/index.js';
import type { Api, FunctionUrl } from '../model/index.js';
import type { ApiRegistry } from './registry.js';

/** Keeps APIs and function URLs in memory: the project files are their truth. */
export function createApiRegistry(): ApiRegistry {
  const byOrigin = new Map<string, { readonly apis: readonly Api[]; readonly urls: readonly FunctionUrl[] }>();
  let apis: readonly Api[] = [];
  let urls: readonly FunctionUrl[] = [];
  const changes = new Emitter<undefined>();
  return {
    list: () => apis,
    urls: () => urls,
    replace(origin, newApis, newUrls = []) {
      byOrigin.set(origin, { apis: newApis, urls: newUrls });
      apis = [...byOrigin.values()].flatMap((project) => project.apis);
      urls = [...byOrigin.values()].flatMap((project) => project.urls);
      changes.emit(undefined);
    },
    onChange: (listener) => changes.subscribe(listener),
  };
}
