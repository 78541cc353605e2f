import { type Logger, messageOf, PlatformError } from '../../../base/index.js';
import type {
  HostedSandbox,
  HostVerdict,
  PreparedView,
  SandboxHost,
  SandboxRoute,
  SandboxSpec,
} from '../sandbox-host.js';
import type { CodeDelivery, FilesLease } from './code/code-delivery.js';
import type { ContainerStart } from './containers/container-start.js';
import { planContainer } from './containers/plan-container.js';
import { engineMessage } from './engine/docker-error.js';
import type { Engine } from './engine/engine.js';
import { recipeFor } from './image-builder/image-recipe.js';
import { judgeArchitecture } from './images/judge-architecture.js';
import type { KeptRoute } from './route/kept-route.js';
import { imageRemedy, type ImageStore, type WantedImage } from './images/image-store.js';
import type { LocalImage } from './images/local-image.js';

export interface DockerHostParts {
  readonly engine: Engine;
  readonly logger: Logger;
  readonly images: ImageStore;
  readonly ignoreArchitecture: boolean;
  /** Where a debugger listens in its sandbox: everywhere, or on this machine's own network at 127.0.0.1. */
  readonly debugAddress: string;
  readonly code: CodeDelivery;
  readonly start: ContainerStart;
  readonly route: KeptRoute;
  /** A container could not be removed. */
  readonly onRemovalFailed: () => void;
  /** Called after every own container has been removed. */
  readonly dispose: () => Promise<void>;
}

/** Sandboxes as containers of one Docker engine. */
export class DockerHost implements SandboxHost {
  readonly kind = 'docker';
  readonly #sandboxes = new Set<HostedSandbox>();
  readonly #making = new Set<Promise<unknown>>();
  #disposal: Promise<void> | undefined;

  constructor(private readonly parts: DockerHostParts) {}

  route(): Promise<SandboxRoute> {
    return this.parts.route.route();
  }

  /** Whether it is a sandbox's container. */
  knows(containerId: string): boolean {
    return [...this.#sandboxes].some(({ nativeId }) => nativeId === containerId);
  }

  /** Settles when what is being made now has been made, or has failed. */
  async settled(): Promise<void> {
    await Promise.allSettled([...this.#making, this.parts.route.settled()]);
  }

  async canRun(spec: SandboxSpec): Promise<HostVerdict> {
    const { reference } = spec.image;
    try {
      const image = await this.parts.images.find(reference);
      if (image !== undefined) {
        const verdict = this.#judge(image, spec);
        if (verdict.able && !this.parts.route.isProven) this.#prepareBeside(spec);
        await this.route();
        return withBuilderNotice(verdict, image, spec);
      }
      const missing = await this.parts.images.whyNotPullable(reference);
      if (missing === undefined) return { able: true, notice: `Image "${reference}" will be pulled.` };
      return {
        able: false,
        reason: `Image not found: "${reference}" (${missing})`,
        remedy: imageRemedy(this.#wanted(spec)),
      };
    } catch (error) {
      // An engine that has served before comes back: its sandboxes do not move to another host meanwhile.
      if (this.parts.route.isProven) throw error;
      return { able: false, reason: messageOf(error), remedy: 'See "hearth doctor"' };
    }
  }

  async prepare(spec: SandboxSpec, signal: AbortSignal): Promise<void> {
    await this.#track(this.#prepare(spec, signal));
  }

  create(spec: SandboxSpec, signal: AbortSignal): Promise<HostedSandbox> {
    if (this.#disposal !== undefined) return Promise.reject(new PlatformError('The Docker host has been stopped.'));
    return this.#track(this.#create(spec, signal));
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#disposal ??= this.#dispose();
    return this.#disposal;
  }

  preparedParts(): readonly PreparedView[] {
    return this.parts.start.views?.() ?? [];
  }

  async #prepare(spec: SandboxSpec, signal: AbortSignal): Promise<void> {
    const image = await this.#image(spec, signal);
    // Made ready beside the delivery, not after it.
    this.parts.start.expect?.(spec, image);
    await this.parts.code.deliver(spec, image.id);
  }

  /** While the route is found; what goes wrong is met again by whoever needs it. */
  #prepareBeside(spec: SandboxSpec): void {
    this.prepare(spec, new AbortController().signal).catch(() => undefined);
  }

  #track<T>(making: Promise<T>): Promise<T> {
    this.#making.add(making);
    const done = (): void => {
      this.#making.delete(making);
    };
    making.then(done, done);
    return making;
  }

  async #create(spec: SandboxSpec, signal: AbortSignal): Promise<HostedSandbox> {
    const image = await this.#image(spec, signal);
    try {
      return await this.#createWithFiles(spec, image, signal);
    } catch (error) {
      if (!isUnsharedFolder(error) || spec.code === undefined) throw error;
      this.parts.logger.warn(
        `Docker cannot mount "${spec.code.path}": its files are copied for each change instead. ` +
          'Share the folder with the engine to have edits seen at once.',
      );
      this.parts.code.copyInstead(spec.code);
      if (spec.function.debug?.files !== undefined) this.parts.code.copyInstead(spec.function.debug.files);
      return this.#createWithFiles(spec, image, signal);
    }
  }

  async #createWithFiles(spec: SandboxSpec, image: LocalImage, signal: AbortSignal): Promise<HostedSandbox> {
    const files = await this.parts.code.lease(spec, image.id);
    try {
      signal.throwIfAborted();
      return await this.#createContainer(spec, image, files);
    } catch (error) {
      files.release();
      throw error;
    }
  }

  async #createContainer(spec: SandboxSpec, image: LocalImage, files: FilesLease): Promise<HostedSandbox> {
    const delivered = {
      ...(files.code === undefined ? {} : { code: files.code.delivered }),
      ...(files.layers === undefined ? {} : { layers: files.layers.delivered }),
      ...(files.debugger === undefined ? {} : { debugger: files.debugger.delivered }),
    };
    const plan = planContainer(spec, image, delivered, this.parts.debugAddress);
    let sandbox: HostedSandbox | undefined;
    try {
      sandbox = await this.parts.start.create(spec, plan, (isGone) => {
        files.release();
        if (sandbox !== undefined) this.#sandboxes.delete(sandbox);
        if (!isGone) this.parts.onRemovalFailed();
      });
    } catch (error) {
      const why = engineMessage(error);
      throw new PlatformError(`Docker could not create a container for "${spec.function.name}": ${why}`, {
        cause: error,
      });
    }
    this.#sandboxes.add(sandbox);
    return sandbox;
  }

  async #image(spec: SandboxSpec, signal: AbortSignal): Promise<LocalImage> {
    const image = await this.parts.images.ensure(this.#wanted(spec), signal);
    const verdict = this.#judge(image, spec);
    if (!verdict.able) throw new PlatformError(`${verdict.reason}. ${verdict.remedy}.`);
    return image;
  }

  #wanted(spec: SandboxSpec): WantedImage {
    const { architecture } = this.parts.engine.facts;
    const wanted = wantedImage(spec);
    return this.parts.ignoreArchitecture && architecture !== 'other' ? { ...wanted, architecture } : wanted;
  }

  #judge(image: LocalImage, spec: SandboxSpec): HostVerdict {
    return this.parts.ignoreArchitecture ? { able: true } : judgeArchitecture(image, spec, this.parts.engine.facts);
  }

  /** What cannot be removed now (the engine is gone) is left to the next Hearth's start. */
  async #removeAtTheEnd(sandbox: HostedSandbox): Promise<void> {
    try {
      await sandbox.remove();
    } catch (error) {
      this.parts.logger.warn(`The container "${sandbox.name}" could not be removed: ${engineMessage(error)}`);
    }
  }

  async #dispose(): Promise<void> {
    await this.parts.start.stop?.();
    await this.settled();
    await Promise.all([...this.#sandboxes].map((sandbox) => this.#removeAtTheEnd(sandbox)));
    await this.parts.dispose();
  }
}

/** Docker's own words, and Docker Desktop's, for a folder that the engine does not see. */
function isUnsharedFolder(error: unknown): boolean {
  return /bind source path does not exist|mounts denied|not shared from the host/i.test(messageOf(error));
}

function wantedImage({ image, architecture, function: version }: SandboxSpec): WantedImage {
  const runtime = version.package.packageType === 'Zip' ? version.package.runtime : undefined;
  return { reference: image.reference, architecture, ...(runtime === undefined ? {} : { runtime }) };
}

/** An image of our own may carry another version of the language than the runtime that it stands for. */
function withBuilderNotice(verdict: HostVerdict, image: LocalImage, spec: SandboxSpec): HostVerdict {
  const { runtime } = wantedImage(spec);
  if (!verdict.able || !image.builtByHearth || runtime === undefined) return verdict;
  const notices = [verdict.notice, recipeFor(runtime)?.notice].filter((notice) => notice !== undefined);
  return notices.length === 0 ? verdict : { able: true, notice: notices.join(' ') };
}
