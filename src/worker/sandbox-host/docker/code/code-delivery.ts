import type { CodeSource } from '../../../../model/index.js';
import type { SandboxSpec } from '../../sandbox-host.js';
import type { BootstrapSight } from './bootstrap-sight.js';
import type { CodePlace } from './code-place.js';
import type { CodeLease } from './deliveries.js';
import { bootstrapInFolder } from './pack-folder.js';

/** Files in use by one sandbox. */
export interface FilesLease {
  readonly code?: CodeLease;
  readonly layers?: CodeLease;
  readonly debugger?: CodeLease;
  release(): void;
}

/** Brings a sandbox's code and layers to the engine, side by side: by volume, or by bind mount for a live folder. */
export class CodeDelivery {
  readonly #notShared = new Set<string>();

  constructor(
    /** Where a delivery goes; asked for each, the answer may change. */
    private readonly placeFor: (sources: readonly CodeSource[], imageId: string) => Promise<CodePlace>,
    private readonly sight: BootstrapSight,
    /** The path by which the engine knows a folder of this machine; undefined when it cannot see it. */
    private readonly engineSidePath: (folder: string) => string | undefined,
  ) {}

  /** From now on a live folder is delivered like any other: the engine does not see it. */
  copyInstead(source: CodeSource): void {
    this.#notShared.add(source.path);
  }

  async deliver(spec: SandboxSpec, imageId: string): Promise<void> {
    const deliveries = [];
    if (spec.code !== undefined && this.#livePath(spec.code) === undefined) {
      deliveries.push(this.#deliver([spec.code], imageId));
    }
    if (spec.layers.length > 0) deliveries.push(this.#deliver(spec.layers, imageId));
    await Promise.all(deliveries);
  }

  async lease(spec: SandboxSpec, imageId: string): Promise<FilesLease> {
    const debuggerFiles = spec.function.debug?.files;
    const nothing = Promise.resolve(undefined);
    const leases = await allOrNone([
      spec.code === undefined ? nothing : this.#leaseCode(spec.code, imageId),
      spec.layers.length === 0 ? nothing : this.#lease(spec.layers, imageId),
      debuggerFiles === undefined ? nothing : this.#leaseCode(debuggerFiles, imageId),
    ]);
    const [code, layers, ofDebugger] = leases;
    return {
      ...(code === undefined ? {} : { code }),
      ...(layers === undefined ? {} : { layers }),
      ...(ofDebugger === undefined ? {} : { debugger: ofDebugger }),
      release() {
        for (const lease of leases) lease?.release();
      },
    };
  }

  async #deliver(sources: readonly CodeSource[], imageId: string): Promise<void> {
    await (await this.placeFor(sources, imageId)).deliver(sources, imageId);
  }

  async #lease(sources: readonly CodeSource[], imageId: string): Promise<CodeLease> {
    return (await this.placeFor(sources, imageId)).lease(sources, imageId);
  }

  async #leaseCode(source: CodeSource, imageId: string): Promise<CodeLease> {
    const livePath = this.#livePath(source);
    if (livePath === undefined) return this.#lease([source], imageId);
    return {
      delivered: {
        mount: { type: 'bind', source: livePath, readOnly: true },
        bootstrap: await bootstrapInFolder(source.path, this.sight),
      },
      release: () => undefined,
    };
  }

  #livePath(source: CodeSource): string | undefined {
    if (source.kind !== 'folder' || !source.live || this.#notShared.has(source.path)) return undefined;
    return this.engineSidePath(source.path);
  }
}

/** All of them; when one fails, none: those that were made are given back. */
async function allOrNone(
  making: readonly Promise<CodeLease | undefined>[],
): Promise<readonly (CodeLease | undefined)[]> {
  const settled = await Promise.allSettled(making);
  const failed = settled.find((result) => result.status === 'rejected');
  if (failed === undefined) return settled.map((result) => (result.status === 'fulfilled' ? result.value : undefined));
  for (const result of settled) if (result.status === 'fulfilled') result.value?.release();
  throw failed.reason;
}
