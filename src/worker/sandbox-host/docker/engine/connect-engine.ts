import { readdir } from 'node:fs/promises';
import type Docker from 'dockerode';
import { chooseApiVersion } from './api-version.js';
import { createClient } from './create-client.js';
import type { EngineFacts } from './engine.js';
import type { EngineEndpoint } from './engine-endpoint.js';

export interface ConnectedEngine<T> {
  readonly docker: Docker;
  readonly facts: EngineFacts;
  /** What `alsoAsk` came to; nobody need wait for it. */
  readonly answers: Promise<T>;
}

/**
 * Questions that go out together with the one who the engine is: before its API version is known, so only for what all of them
 * answer alike.
 */
export type FirstQuestions<T> = (unversioned: Docker) => Promise<T>;

/** Asks the engine who it is; rejects with the transport's error when nothing answers within `signal`. */
export async function connectEngine<T>(
  endpoint: EngineEndpoint,
  signal: AbortSignal,
  alsoAsk: FirstQuestions<T>,
): Promise<ConnectedEngine<T>> {
  const unversioned = await createClient(endpoint.address);
  const itself = Promise.all([unversioned.version(), unversioned.info()]);
  const answers = alsoAsk(unversioned);
  answers.catch(() => undefined);
  const [version, info] = (await withSignal(itself, signal)) as unknown as [EngineVersion, EngineInfo];
  const apiVersion = chooseApiVersion(version.MinAPIVersion, version.ApiVersion);
  const docker = await createClient(endpoint.address, apiVersion);
  const facts: EngineFacts = {
    version: version.Version,
    apiVersion,
    product: productOf(version),
    operatingSystem: info.OperatingSystem ?? version.Os,
    architecture: architectureOf(info.Architecture ?? version.Arch),
    rootless: (info.SecurityOptions ?? []).some((option) => option.includes('rootless')),
    cgroupVersion: info.CgroupVersion === '2' ? '2' : '1',
    rootFolder: info.DockerRootDir ?? '/var/lib/docker',
    hasInit: (info.InitBinary ?? '') !== '',
    cpus: info.NCPU ?? 1,
    memoryBytes: info.MemTotal ?? 0,
    emulates: await emulation(endpoint, info.OperatingSystem ?? ''),
  };
  return { docker, facts, answers };
}

/** Podman leaves some of these out. */
interface EngineVersion {
  readonly Version: string;
  readonly ApiVersion?: string;
  readonly MinAPIVersion?: string;
  readonly Os: string;
  readonly Arch: string;
  readonly Platform?: { readonly Name?: string };
  readonly Components?: readonly { readonly Name: string }[] | null;
}

interface EngineInfo {
  readonly OperatingSystem?: string;
  readonly Architecture?: string;
  readonly SecurityOptions?: readonly string[] | null;
  readonly CgroupVersion?: string;
  readonly DockerRootDir?: string;
  readonly InitBinary?: string;
  readonly NCPU?: number;
  readonly MemTotal?: number;
}

function productOf({ Platform, Components }: EngineVersion): string {
  const platform = Platform?.Name ?? '';
  if (platform !== '') return platform;
  const component = Components?.[0]?.Name ?? '';
  return component === 'Engine' ? 'Docker Engine' : component;
}

function architectureOf(name: string): EngineFacts['architecture'] {
  if (name === 'x86_64' || name === 'amd64') return 'x86_64';
  if (name === 'aarch64' || name === 'arm64') return 'arm64';
  return 'other';
}

/** Docker Desktop, Colima and OrbStack bring QEMU or Rosetta; a local Linux kernel lists its interpreters; of others nothing is known. */
async function emulation(endpoint: EngineEndpoint, operatingSystem: string): Promise<EngineFacts['emulates']> {
  if (/docker desktop|orbstack/i.test(operatingSystem)) return 'yes';
  if (process.platform !== 'linux' || endpoint.address.kind !== 'socket') return 'unknown';
  try {
    const interpreters = await readdir('/proc/sys/fs/binfmt_misc');
    return interpreters.some((name) => /qemu|rosetta|FEX/i.test(name)) ? 'yes' : 'no';
  } catch {
    return 'no';
  }
}

function withSignal<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      reject(new Error('no answer in time'));
    };
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', abort);
    });
  });
}
