import { readdirSync, readFileSync } from 'node:fs';
import { createEmulator, type HearthEmulator } from '../../src/index.js';
import { testFunction } from './process-sandboxes.js';
import { type ProjectFolder, projectFolder } from './project-folder.js';

/** A Hearth with hostile functions of `test/functions`, and a neighbour that is called all the while. */
export class HostileProject implements AsyncDisposable {
  readonly wrongAnswers: string[] = [];
  neighbourCalls = 0;
  readonly #stopCalling = new AbortController();
  #calling: Promise<void> = Promise.resolve();

  private constructor(
    readonly hearth: HearthEmulator,
    private readonly folder: ProjectFolder,
    private readonly runtime: string | undefined,
  ) {}

  static async start(sandboxHost: 'docker' | 'process'): Promise<HostileProject> {
    const folder = await projectFolder();
    const hearth = await createEmulator({ folder: folder.path, sandboxHost, skipPullImage: true });
    // In containers the runtime whose image the tests build, in processes the one that runs the tests.
    const runtime = sandboxHost === 'docker' ? 'nodejs22.x' : undefined;
    const project = new HostileProject(hearth, folder, runtime);
    await project.deploy('echo', 20, 'Neighbour');
    project.#calling = project.#callNeighbour();
    return project;
  }

  /** Deploys `test/functions/<behaviour>`. */
  async deploy(behaviour: string, timeoutSeconds = 60, name = behaviour): Promise<void> {
    const { runtime } = this;
    const code = testFunction(behaviour).path;
    await this.hearth.deploy({ name, code, timeoutSeconds, memoryMb: 256, ...(runtime !== undefined && { runtime }) });
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
