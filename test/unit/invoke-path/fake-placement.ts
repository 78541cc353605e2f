import { type Deferred, deferred } from '../../../src/base/index.js';
import type { FunctionVersion } from '../../../src/model/index.js';
import type { InitializationType } from '../../../src/worker/sandbox/index.js';
import type { Placement } from '../../../src/invoke-path/placement/index.js';
import { FakeSandbox } from './fake-sandbox.js';

interface Creation {
  readonly version: FunctionVersion;
  readonly initializationType: InitializationType;
  readonly end: Deferred<FakeSandbox>;
}

/** A placement whose creations the test ends one by one, oldest first. */
export class FakePlacement implements Placement {
  readonly creations: Creation[] = [];
  readonly sandboxes: FakeSandbox[] = [];
  started = 0;
  readyError?: Error;

  makeReady(): Promise<void> {
    return this.readyError === undefined ? Promise.resolve() : Promise.reject(this.readyError);
  }

  prepare(): Promise<void> {
    return Promise.resolve();
  }

  hostOf(): Promise<never> {
    return Promise.reject(new Error('It has no hosts.'));
  }

  startSandbox(
    version: FunctionVersion,
    _signal?: AbortSignal,
    initializationType: InitializationType = 'on-demand',
  ): Promise<FakeSandbox> {
    const end = deferred<FakeSandbox>();
    this.started += 1;
    this.creations.push({ version, initializationType, end });
    return end.promise;
  }

  /** The oldest creation ends with a sandbox in state `starting`. */
  async create(options: { readonly expiresAtMs?: number } = {}): Promise<FakeSandbox> {
    const creation = this.#next();
    const sandbox = new FakeSandbox(creation.version, { ...options, initializationType: creation.initializationType });
    this.sandboxes.push(sandbox);
    creation.end.resolve(sandbox);
    await settled();
    return sandbox;
  }

  /** The oldest creation ends with a sandbox whose INIT is over. */
  async createReady(options: { readonly expiresAtMs?: number } = {}): Promise<FakeSandbox> {
    const sandbox = await this.create(options);
    sandbox.ready();
    await settled();
    return sandbox;
  }

  async fail(error: Error): Promise<void> {
    this.#next().end.reject(error);
    await settled();
  }

  #next(): Creation {
    const creation = this.creations.shift();
    if (creation === undefined) throw new Error('nothing is being created');
    return creation;
  }
}

/** Every promise that can settle by itself has settled. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
