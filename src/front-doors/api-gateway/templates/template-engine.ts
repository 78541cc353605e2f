import type { Velocity } from '../velocity/index.js';

/** What mapping templates are rendered with; loaded when the first one is. */
export interface TemplateEngine {
  readonly velocity: Velocity;
  /** The value at a JSONPath; a list where the path may fit several places; undefined where it fits none. */
  readonly jsonPath: (path: string, json: unknown) => unknown;
}

/** Loads the engine once. */
export function templateEngine(): () => Promise<TemplateEngine> {
  let engine: Promise<TemplateEngine> | undefined;
  return () => (engine ??= load());
}

async function load(): Promise<TemplateEngine> {
  const [{ loadVelocity }, { JSONPath }] = await Promise.all([import('../velocity/index.js'), import('jsonpath-plus')]);
  const velocity = await loadVelocity();
  return {
    velocity,
    jsonPath(path, json) {
      if (typeof json !== 'object' || json === null) return path === '$' ? json : undefined;
      const found: unknown = JSONPath({ path, json, eval: 'safe', wrap: true });
      if (!Array.isArray(found)) return undefined;
      return isIndefinite(path) ? found : (found[0] as unknown);
    },
  };
}

function isIndefinite(path: string): boolean {
  return /\.\.|\*|\?\(|\[[^\]'"]*[,:]/.test(path);
}
