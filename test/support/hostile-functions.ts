import { readdirSync, readFileSync } from 'node:fs';
import { createEmulator, type HearthEmulator } from '../../src/index.js';
import { testFunction } from './process-sandboxes.js';
import { type ProjectFolder, projectFolder } from './project-folder.js';

/** A Hearth with hostile functions of `test/functions`, and a neighbour that is called all the while. */
export class HostileProject implements AsyncDisposable {
  readonly wrongAnswers: string[] = [];
  neighbourCalls = 0;
  readonly #stopCalling = new AbortController();
  readonly #calling: Promise<void>;

  private constructor(
    readonly hearth: HearthEmulator,
    private readonly folder: ProjectFolder,
  ) {
    this.#calling = this.#callNeighbour();
  }

  static async start(sandboxHost: 'docker' | 'process'): Promise<HostileProject> {
    const folder = await projectFolder();
    const hearth = await createEmulator({ folder: folder.path, sandboxHost, skipPullImage: true });
    await hearth.deploy({ name: 'Neighbour', code: testFunction('echo').path, timeoutSeconds: 20 });
    return new HostileProject(hearth, folder);
  }

  /** Deploys `test/functions/<behaviour>`. */
  async deploy(behaviour: string, timeoutSeconds = 60, name = behaviour): Promise<void> {
    await this.hearth.deploy({ name, code: testFunction(behaviour).path, timeoutSeconds, memoryMb: 256 });
  }

  /** Ends the neighbour's calls, then Hearth. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopCalling.abort();
    await this.#calling;
    await this.hearth.stop();
    await this.folder[Symbol.asyncDispose]();
  }

  async #callNeighbour(): Promise<void> {
    while (!this.#stopCalling.signal.aborted) {
      const event = { call: (this.neighbourCalls += 1) };
      const { text, functionError } = await this.hearth.invoke('Neighbour', event);
      if (functionError !== undefined || text !== JSON.stringify(event)) this.wrongAnswers.push(text);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** Numbers of this machine's processes, those in containers included, whose command line has this word. */
export function processesNamed(word: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => commandLine(pid).split('\0').includes(word))
    .map(Number);
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
