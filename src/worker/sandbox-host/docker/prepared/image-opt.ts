import type { IncomingMessage } from 'node:http';
import type Docker from 'dockerode';
import { extract } from 'tar-stream';
import { ignoreAlreadyDone, statusOf } from '../engine/docker-error.js';
import type { OwnerIdentity } from '../owner/owner-identity.js';
import { ownerLabels } from '../owner/owner-labels.js';
import type { Stock } from '../../stock/stock.js';

/** Which images bring files in `/opt`; asked of the engine once per image, in the background. */
export class ImageOpt implements Stock {
  readonly #answers = new Map<string, boolean>();
  readonly #wanted = new Map<string, Set<() => void>>();
  readonly #looks = new Map<string, Promise<void>>();

  constructor(
    private readonly docker: Docker,
    private readonly owner: OwnerIdentity,
  ) {}

  /** Undefined when it is not known yet. */
  hasFiles(imageId: string): boolean | undefined {
    return this.#answers.get(imageId);
  }

  /** Calls back when it is known. */
  ask(imageId: string, onAnswer: () => void): void {
    const listeners = this.#wanted.get(imageId) ?? new Set();
    this.#wanted.set(imageId, listeners.add(onAnswer));
  }

  /** What comes after it depends on the answer: a second caller waits for the same look. */
  async refillOne(): Promise<boolean> {
    const imageId =
      [...this.#wanted.keys()].find((wanted) => !this.#looks.has(wanted)) ?? this.#wanted.keys().next().value;
    if (imageId === undefined) return false;
    const look = this.#looks.get(imageId) ?? this.#answer(imageId);
    this.#looks.set(imageId, look);
    await look;
    return true;
  }

  drop(): Promise<void> {
    this.#wanted.clear();
    return Promise.resolve();
  }

  views(): readonly [] {
    return [];
  }

  async #answer(imageId: string): Promise<void> {
    try {
      this.#answers.set(imageId, await this.#look(imageId));
    } finally {
      const listeners = this.#wanted.get(imageId);
      this.#wanted.delete(imageId);
      this.#looks.delete(imageId);
      if (this.#answers.has(imageId)) for (const tell of listeners ?? []) tell();
    }
  }

  async #look(imageId: string): Promise<boolean> {
    const container = await this.docker.createContainer({
      Image: imageId,
      Cmd: ['never-started'],
      Labels: ownerLabels(this.owner, 'probe'),
      HostConfig: { NetworkMode: 'none' },
    });
    try {
      return await hasFilesInOpt(container);
    } finally {
      await ignoreAlreadyDone(container.remove({ force: true, v: true }));
    }
  }
}

async function hasFilesInOpt(container: Docker.Container): Promise<boolean> {
  let archive: IncomingMessage;
  try {
    archive = (await container.getArchive({ path: '/opt' })) as unknown as IncomingMessage;
  } catch (error) {
    if (statusOf(error) === 404) return false;
    throw error;
  }
  const entries = extract();
  archive.pipe(entries);
  try {
    for await (const entry of entries) {
      if (entry.header.type !== 'directory') return true;
      entry.resume();
    }
    return false;
  } finally {
    archive.destroy();
  }
}
