import { Emitter } from '../base/index.js';
import type { HttpApi } from '../model/index.js';
import type { ApiRegistry } from './registry.js';

/** Keeps HTTP APIs in memory: the project files are their truth. */
export function createApiRegistry(): ApiRegistry {
  const byOrigin = new Map<string, readonly HttpApi[]>();
  const changes = new Emitter<undefined>();
  return {
    list: () => [...byOrigin.values()].flat(),
    replace(origin, apis) {
      byOrigin.set(origin, apis);
      changes.emit(undefined);
    },
    onChange: (listener) => changes.subscribe(listener),
  };
}
