import { Emitter } from '../base/index.js';
import type { Api, FunctionUrl, LoadBalancer } from '../model/index.js';
import type { ApiRegistry } from './registry.js';

/** Keeps APIs, function URLs and load balancers in memory: the project files are their truth. */
export function createApiRegistry(): ApiRegistry {
  const byOrigin = new Map<string, DoorsOfOrigin>();
  let apis: readonly Api[] = [];
  let urls: readonly FunctionUrl[] = [];
  let balancers: readonly LoadBalancer[] = [];
  const changes = new Emitter<undefined>();
  return {
    list: () => apis,
    urls: () => urls,
    balancers: () => balancers,
    replace(origin, newApis, newUrls = [], newBalancers = []) {
      byOrigin.set(origin, { apis: newApis, urls: newUrls, balancers: newBalancers });
      apis = [...byOrigin.values()].flatMap((project) => project.apis);
      urls = [...byOrigin.values()].flatMap((project) => project.urls);
      balancers = [...byOrigin.values()].flatMap((project) => project.balancers);
      changes.emit(undefined);
    },
    onChange: (listener) => changes.subscribe(listener),
  };
}

interface DoorsOfOrigin {
  readonly apis: readonly Api[];
  readonly urls: readonly FunctionUrl[];
  readonly balancers: readonly LoadBalancer[];
}
