import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BenchRun } from '../frame/bench.js';
import { DockerEngine } from './docker-engine.js';
import { HttpClient } from './http-client.js';
import { invoke } from './invoke.js';
import { pollUntil } from './poll-until.js';
import { Program } from './program.js';
import { settledContainers } from './settled-containers.js';

/** A row of `/_hearth/sandboxes`, as far as the benches read it. */
export interface SandboxRow {
  readonly functionName: string;
  readonly state: string;
}

export interface HearthStart {
  readonly command: 'start-api' | 'start-lambda';
  /** The template's text. */
  readonly template: string;
  readonly flags?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

interface StartFacts {
  readonly awsUrl: string;
  readonly apiUrl: string;
  readonly readyMs: number;
}

/** The built command, started in a project folder of its own as its users start it. */
export class Hearth implements AsyncDisposable {
  readonly client: HttpClient;

  private constructor(
    private readonly run: BenchRun,
    private readonly folder: string,
    private readonly program: Program,
    private readonly started: StartFacts,
  ) {
    this.client = new HttpClient(started.awsUrl, 256);
  }

  /** Settles once it says that it is ready. */
  static async start(run: BenchRun, { command, template, flags = [], environment = {} }: HearthStart): Promise<Hearth> {
    const folder = await mkdtemp(path.join(tmpdir(), 'hearth-bench-'));
    await mkdir(path.join(folder, 'project'));
    await writeFile(path.join(folder, 'project/template.yaml'), template);
    const ports = command === 'start-api' ? ['--port', '0', '--lambda-port', '0'] : ['--port', '0'];
    const startedAt = performance.now();
    const program = new Program({
      command: process.execPath,
      parameters: [run.hearthCommand, command, ...ports, ...flags],
      folder: path.join(folder, 'project'),
      environment,
      outputFile: path.join(folder, 'output.log'),
    });
    try {
      const output = await program.says(/Press CTRL\+C to quit/, run.signal);
      const readyMs = performance.now() - startedAt;
      const awsUrl = /(?:AWS API\s+|"awsUrl":")(http:[^\s"]+)/.exec(output)?.[1] ?? '';
      const apiUrl = /(?:HTTP APIs\s+|"apiUrl":")(http:[^\s"]+)/.exec(output)?.[1] ?? '';
      return new Hearth(run, folder, program, { awsUrl, apiUrl, readyMs });
    } catch (error) {
      await program[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  get awsUrl(): string {
    return this.started.awsUrl;
  }

  /** Base URL of the HTTP APIs; empty where none is served. */
  get apiUrl(): string {
    return this.started.apiUrl;
  }

  /** Milliseconds from its start until it said that it is ready. */
  get readyMs(): number {
    return this.started.readyMs;
  }

  get pid(): number {
    return this.program.pid;
  }

  /** Label of every container that this Hearth made. */
  get label(): string {
    return `dev.lambda-hearth.owner.pid=${this.pid}`;
  }

  get outputFile(): string {
    return path.join(this.folder, 'output.log');
  }

  /** Writes the template anew, which Hearth notices. */
  async rewriteTemplate(template: string): Promise<void> {
    await writeFile(path.join(this.folder, 'project/template.yaml'), template);
  }

  /** Asks it to stop, and answers its exit status; its folder stays until it is disposed. */
  async stop(): Promise<number | null | undefined> {
    this.client[Symbol.dispose]();
    await this.program[Symbol.asyncDispose]();
    return this.program.status;
  }

  output(): Promise<string> {
    return this.program.output();
  }

  invoke(functionName: string, payload: Buffer): Promise<Buffer> {
    return invoke(this.client, functionName, payload);
  }

  sandboxes(): Promise<readonly SandboxRow[]> {
    return this.client.json<readonly SandboxRow[]>('/_hearth/sandboxes');
  }

  /** Boots more sandboxes of a function that holds an event for its `holdMs`, until this many are there and idle. */
  async grow(functionName: string, count: number): Promise<void> {
    const event = Buffer.from(JSON.stringify({ holdMs: Math.max(100, count * 200) }));
    const idle = async (): Promise<number> =>
      (await this.sandboxes()).filter((row) => row.functionName === functionName && row.state === 'idle').length;
    const grown = async (): Promise<true | undefined> => {
      if ((await idle()) >= count) return true;
      await Promise.all(Array.from({ length: count }, () => this.invoke(functionName, event)));
      return undefined;
    };
    await pollUntil(grown, { what: `${count} sandboxes`, signal: this.run.signal, patienceMs: 180_000 });
  }

  /** Settles once nothing is prepared or taken away any more. */
  async settled(): Promise<void> {
    await settledContainers(new DockerEngine(), this.label, this.run.signal);
  }

  /** Settles once no container of it is left: its sandboxes have been reaped, and what was kept ready for others. */
  async allGone(): Promise<void> {
    const engine = new DockerEngine();
    const none = async (): Promise<true | undefined> =>
      (await engine.withLabel(this.label)).length === 0 ? true : undefined;
    const obstacle = async (): Promise<string> =>
      (await engine.withLabel(this.label)).map(({ Names, State }) => `${Names.join()} ${State}`).join('; ');
    await pollUntil(none, { what: 'end of all containers', signal: this.run.signal, everyMs: 250, obstacle });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
