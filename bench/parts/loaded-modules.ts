import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BenchRun } from '../frame/bench.js';
import { Hearth, type HearthStart } from './hearth.js';
import { cpuMicroseconds } from './process-figures.js';
import { Program } from './program.js';

/** What a start took: from the command until it said that it was ready. */
export interface StartCost {
  readonly readyMs: number;
  readonly cpuMs: number;
}

/** Starts that do nothing but import what a Hearth imports. */
export class LoadedModules {
  private constructor(
    private readonly run: BenchRun,
    private readonly folder: string,
  ) {}

  /**
   * Records what a Hearth that is started so has imported when it is ready, packages included. Its entry, which would start it, is left
   * out; everything that the entry imports is not.
   */
  static async record(run: BenchRun, start: HearthStart): Promise<LoadedModules> {
    const folder = await mkdtemp(path.join(tmpdir(), 'hearth-bench-modules-'));
    run.scope.defer('the list of modules', () => rm(folder, { recursive: true, force: true }));
    const into = path.join(folder, 'recorded');
    const recorder = pathToFileURL(path.join(run.programs, 'record-modules.js'));
    recorder.searchParams.set('into', into);
    const environment = { ...start.environment, NODE_OPTIONS: `--import=${recorder.href}` };
    await using hearth = await Hearth.start(run, { ...start, environment });
    const recorded = (await readFile(into, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => line.split(' '));
    const entry = pathToFileURL(run.hearthCommand).href;
    const urls = recorded
      .filter(([pid, url = '']) => Number(pid) === hearth.pid && url.startsWith('file:') && url !== entry)
      .map(([, url]) => url)
      .filter((url) => url !== recorder.href);
    await writeFile(path.join(folder, 'list'), [...new Set(urls)].join('\n'));
    return new LoadedModules(run, folder);
  }

  async load(): Promise<StartCost> {
    const startedAt = performance.now();
    await using program = new Program({
      command: process.execPath,
      parameters: [path.join(this.run.programs, 'load-modules.js'), path.join(this.folder, 'list')],
      folder: this.folder,
      outputFile: path.join(this.folder, 'output.log'),
    });
    await program.says(/Loaded/, this.run.signal);
    const readyMs = performance.now() - startedAt;
    return { readyMs, cpuMs: (await cpuMicroseconds(program.pid)) / 1000 };
  }
}
