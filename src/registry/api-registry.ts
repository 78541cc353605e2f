import { Emitter } from '../base/index.js';
import type { Api, FunctionUrl, LoadBalancer, WebSocketApi } from '../model/index.js';
import type { ApiRegistry, ProjectDoors } from './registry.js';

/** Keeps APIs, function URLs and load balancers in memory: the project files are their truth. */
export function createApiRegistry(): ApiRegistry {
  const byOrigin = new Map<string, ProjectDoors>();
  let apis: readonly Api[] = [];
  let urls: readonly FunctionUrl[] = [];
  let webSocketApis: readonly WebSocketApi[] = [];
  let balancers: readonly LoadBalancer[] = [];
  const changes = new Emitter<undefined>();
  return {
    list: () => apis,
    urls: () => urls,
    webSocketApis: () => webSocketApis,
    balancers: () => balancers,
    replace(origin, doors) {
      byOrigin.set(origin, doors);
      const projects = [...byOrigin.values()];
      apis = projects.flatMap((project) => project.apis);
      urls = projects.flatMap((project) => project.urls ?? []);
      webSocketApis = projects.flatMap((project) => project.webSocketApis ?? []);
      balancers = projects.flatMap((project) => project.balancers ?? []);
      changes.emit(undefined);
    },
    onChange: (listener) => changes.subscribe(listener),
  };
}
