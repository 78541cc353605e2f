import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Clock, Logger } from '../../../../base/index.js';
import { handlerFiles, type RuntimeFamily } from '../../../../model/index.js';

/** The code of one function in a folder of the user's. */
export interface CodeInPlace {
  readonly folder: string;
  readonly handler: string;
  readonly family: RuntimeFamily;
}

/** A build that takes longer is waited for no more. */
const patienceMs = 10_000;
const lookMs = 50;
/** Looks in a row that see the same files: the build has written them all. */
const quietLooks = 3;

/**
 * Builds remove a folder and make it anew. Folders are run in place here, so that a start in between finds nothing: it waits for code that
 * was there before to come back. Code that was never there, or has not come back in time, is the function's own fault.
 */
export class ReturningCode {
  readonly #seen = new Set<string>();
  readonly #awaited = new Map<string, Promise<void>>();

  constructor(
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** Remembers code that is there now. */
  note(code: CodeInPlace): boolean {
    const found = isThere(code);
    if (found) this.#seen.add(keyOf(code));
    return found;
  }

  /** Settles at once when the code is there or was never there, else when it is back; after ten seconds in any case. */
  async untilThere(code: CodeInPlace): Promise<void> {
    if (this.note(code)) return;
    const key = keyOf(code);
    if (!this.#seen.delete(key)) return this.#awaited.get(key);
    const coming = this.#untilBack(code).finally(() => this.#awaited.delete(key));
    this.#awaited.set(key, coming);
    return coming;
  }

  async #untilBack(code: CodeInPlace): Promise<void> {
    this.logger.info(`The code in "${code.folder}" is gone: a start waits for its build.`);
    const deadlineMs = this.clock.monotonicMs() + patienceMs;
    let last = '';
    let same = 0;
    while (same < quietLooks && this.clock.monotonicMs() < deadlineMs) {
      await new Promise<void>((resolve) => this.clock.schedule(lookMs, resolve));
      const seen = isThere(code) ? filesAround(code) : '';
      same = seen !== '' && seen === last ? same + 1 : 0;
      last = seen;
    }
    this.note(code);
  }
}

function keyOf({ folder, handler }: CodeInPlace): string {
  return `${folder}\0${handler}`;
}

function isThere(code: CodeInPlace): boolean {
  const files = filesOf(code);
  if (files === undefined) return existsSync(code.folder);
  return files.some((file) => existsSync(path.join(code.folder, file)));
}

/** Names, sizes and times of what lies in the code's folder and beside the handler's file. */
function filesAround(code: CodeInPlace): string {
  const [file = ''] = filesOf(code) ?? [];
  const folders = new Set([code.folder, path.dirname(path.join(code.folder, file))]);
  return [...folders].flatMap(entriesOf).join('\n');
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder).map((name) => {
      const found = statSync(path.join(folder, name), { throwIfNoEntry: false });
      return `${name} ${found?.size ?? 0} ${found?.mtimeMs ?? 0}`;
    });
  } catch {
    // It has gone again.
    return [];
  }
}

function filesOf({ handler, family }: CodeInPlace): readonly string[] | undefined {
  const named = handlerFiles(handler, family);
  return named === undefined || named === 'no-function' ? undefined : named.files;
}
