import type { LayerVersion } from '../../../../registry/index.js';

export interface LayerFilter {
  readonly CompatibleRuntime?: string;
  readonly CompatibleArchitecture?: string;
}

/** Whether a version is for the runtime and architecture that were asked for; one that names none is not. */
export function isCompatible(version: LayerVersion, filter: LayerFilter): boolean {
  const { CompatibleRuntime: runtime, CompatibleArchitecture: architecture } = filter;
  return (
    (runtime === undefined || version.compatibleRuntimes?.includes(runtime) === true) &&
    (architecture === undefined || version.compatibleArchitectures?.includes(architecture) === true)
  );
}
