import { type Logger, PlatformError } from '../../base/index.js';
import type { FunctionVersion } from '../../model/index.js';
import type { Settings } from '../../settings/index.js';
import type { HostVerdict, ImageChoice, SandboxHost, SandboxSpec } from '../../worker/sandbox-host/index.js';
import { FunctionCannotRun } from './function-cannot-run.js';

/** A host, or why this machine has none of that kind. */
export type HostOffer = { readonly host: SandboxHost } | { readonly unavailable: string; readonly remedy: string };

export interface HostOffers {
  readonly docker: HostOffer;
  readonly process: HostOffer;
}

export interface HostChoiceDependencies {
  readonly sandboxHost: Settings['sandboxHost'];
  readonly hosts: HostOffers;
  readonly logger: Logger;
}

/** Which host runs a version; says so once per function and whenever the answer changes. */
export class HostChoice {
  readonly #chosen = new WeakMap<FunctionVersion, Promise<SandboxHost>>();
  readonly #told = new Map<string, string>();

  constructor(private readonly dependencies: HostChoiceDependencies) {}

  /** The answer is kept until `forget`; a failure is not kept, so that an image pulled meanwhile is found. */
  hostFor(version: FunctionVersion, image: ImageChoice): Promise<SandboxHost> {
    const known = this.#chosen.get(version);
    if (known !== undefined) return known;
    const choice = this.#choose(version, image);
    this.#chosen.set(version, choice);
    choice.catch(() => this.#chosen.delete(version));
    return choice;
  }

  /** After a start failed: the engine may be gone, so the next start asks again. */
  forget(version: FunctionVersion): void {
    this.#chosen.delete(version);
  }

  async #choose(version: FunctionVersion, image: ImageChoice): Promise<SandboxHost> {
    const refusals: string[] = [];
    for (const kind of this.#kinds()) {
      const offer = this.dependencies.hosts[kind];
      const verdict = 'host' in offer ? await offer.host.canRun(specOf(version, image)) : refusalOf(offer);
      if (verdict.able && 'host' in offer) {
        this.#tell(version, kind, refusals, verdict);
        return offer.host;
      }
      if (!verdict.able) refusals.push(`${nameOf(kind)}: ${sentences(verdict.reason, verdict.remedy)}`);
    }
    throw new FunctionCannotRun(
      'Hearth.NoSandboxHost',
      `No sandbox host can run the function "${version.name}". ${refusals.join(' ')}`,
    );
  }

  #kinds(): readonly (keyof HostOffers)[] {
    const { sandboxHost } = this.dependencies;
    return sandboxHost === 'auto' ? ['docker', 'process'] : [sandboxHost];
  }

  #tell(version: FunctionVersion, kind: keyof HostOffers, refusals: readonly string[], verdict: HostVerdict): void {
    const notice = verdict.able && verdict.notice !== undefined ? ` ${sentences(verdict.notice)}` : '';
    const reason = refusals.length === 0 ? '' : ` (${refusals.join(' ')})`;
    const message = `Function "${version.name}" runs on the ${nameOf(kind)} host${reason}.${notice}`;
    if (this.#told.get(version.name) === message) return;
    this.#told.set(version.name, message);
    this.dependencies.logger.info(message, { functionName: version.name, sandboxHost: kind });
  }
}

/** What a host needs to judge; nothing is created from it. */
export function specOf(version: FunctionVersion, image: ImageChoice): SandboxSpec {
  const { package: functionPackage, architecture, memoryMb, ephemeralStorageMb } = version;
  const files =
    functionPackage.packageType === 'Zip'
      ? { code: functionPackage.code, layers: functionPackage.layers }
      : { layers: [] };
  return {
    sandboxId: 'none',
    function: version,
    image,
    architecture,
    ...files,
    environment: {},
    memoryMb,
    ephemeralStorageMb,
    onOutput() {
      throw new PlatformError('A specification made to be judged was started.');
    },
  };
}

function refusalOf(offer: Exclude<HostOffer, { host: SandboxHost }>): HostVerdict {
  return { able: false, reason: offer.unavailable, remedy: offer.remedy };
}

function nameOf(kind: keyof HostOffers): string {
  return kind === 'docker' ? 'Docker' : 'process';
}

function sentences(...texts: readonly string[]): string {
  return texts
    .filter((text) => text !== '')
    .map((text) => (/[.!?]$/.test(text) ? text : `${text}.`))
    .join(' ');
}
