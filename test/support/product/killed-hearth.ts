import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { packageRoot, randomHex } from '../../../src/base/index.js';
import type { EventReports } from './event-reports.js';
import { RunningCommand } from './running-command.js';

/** A project whose Hearth is killed over and over while it works; its data folder stays. */
export class KilledHearth implements AsyncDisposable {
  /** Events that Hearth has said it accepted. */
  readonly accepted = new Set<string>();
  /** Answers of synchronous calls that were neither right nor cut off by the kill. */
  readonly wrongAnswers: string[] = [];
  readonly pids: number[] = [];
  kills = 0;

  private constructor(
    private readonly folder: string,
    readonly dataFolder: string,
    /** Found in the environment of every process that it ever starts for a function. */
    readonly mark: string,
    private readonly flags: readonly string[],
    private readonly reports: EventReports,
  ) {}

  static async make(reports: EventReports, ...flags: readonly string[]): Promise<KilledHearth> {
    const folder = await mkdtemp(path.join(tmpdir(), 'hearth-killed-'));
    const mark = `killed-${randomHex(6)}`;
    await mkdir(path.join(folder, 'tmp'));
    await writeFile(path.join(folder, 'template.yaml'), JSON.stringify(template(reports.url, mark)));
    return new KilledHearth(folder, path.join(folder, 'data'), mark, flags, reports);
  }

  /** Starts it and kills it so long after, ready or not. */
  async startAndKill(delayMs: number): Promise<void> {
    const hearth = this.#launch();
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    await this.#kill(hearth);
  }

  /** Starts it, gives it work, and kills it once so many events or calls have begun. */
  async workAndKill(afterBegun: number): Promise<void> {
    const hearth = this.#launch();
    await hearth.says(/Press CTRL\+C to quit/);
    const begun = this.reports.untilBegun(afterBegun);
    const work = this.#giveWork(hearth.awsUrl);
    await begun;
    await this.#kill(hearth);
    await work;
  }

  /** Starts it for good; it runs everything that is still to be run. */
  async runToTheEnd(): Promise<RunningCommand> {
    const hearth = this.#launch();
    await hearth.says(/Press CTRL\+C to quit/);
    await this.reports.untilDone(this.accepted);
    return hearth;
  }

  /** Everything below the data folder, as paths. */
  async dataFiles(): Promise<readonly string[]> {
    const names = await readdir(this.dataFolder, { recursive: true });
    return names.sort();
  }

  /** What is left of sandboxes that were child processes. */
  async sandboxFolders(): Promise<readonly string[]> {
    const names = await readdir(path.join(this.folder, 'tmp'), { recursive: true });
    return names.filter((name) => /^hearth-\d+\/[^/]+$/.test(name));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  async #kill(hearth: RunningCommand): Promise<void> {
    hearth.signal('SIGKILL');
    this.kills += 1;
    await hearth.ended();
  }

  #launch(): RunningCommand {
    const run = `Run=${this.pids.length}`;
    const words = [
      'start-lambda',
      '--port',
      '0',
      '--data-dir',
      this.dataFolder,
      '--parameter-overrides',
      run,
      ...this.flags,
    ];
    const environment = { TMPDIR: path.join(this.folder, 'tmp') };
    const hearth = RunningCommand.launch(words, { folder: this.folder, environment });
    this.pids.push(hearth.pid);
    return hearth;
  }

  /** Callers of both kinds, until nobody answers any more. */
  async #giveWork(endpoint: string): Promise<void> {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const client = new LambdaClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
    await Promise.all([this.#sendEvents(client), this.#sendEvents(client), this.#call(client), this.#call(client)]);
    client.destroy();
  }

  async #sendEvents(client: LambdaClient): Promise<void> {
    for (let n = 0; n < 8; n += 1) {
      const id = randomHex(8);
      try {
        await client.send(invocation(id, n * 10, 'Event'));
        this.accepted.add(id);
      } catch {
        return;
      }
    }
  }

  async #call(client: LambdaClient): Promise<void> {
    for (;;) {
      const id = randomHex(8);
      try {
        const { Payload } = await client.send(invocation(id, 5, 'RequestResponse'));
        const text = Buffer.from(Payload ?? []).toString('utf8');
        if (text !== `"${id}"`) this.wrongAnswers.push(text);
      } catch {
        return;
      }
    }
  }
}

function invocation(id: string, ms: number, InvocationType: 'Event' | 'RequestResponse'): InvokeCommand {
  const Payload = Buffer.from(JSON.stringify({ id, ms }));
  return new InvokeCommand({ FunctionName: 'reports', InvocationType, Payload });
}

function template(reportTo: string, mark: string): object {
  return {
    Transform: 'AWS::Serverless-2016-10-31',
    Parameters: { Run: { Type: 'String' } },
    Resources: {
      Reports: {
        Type: 'AWS::Serverless::Function',
        Properties: {
          FunctionName: 'reports',
          Runtime: 'nodejs22.x',
          Handler: 'index.handler',
          CodeUri: path.join(packageRoot(), 'test/functions/reports-event'),
          Timeout: 20,
          MemorySize: 256,
          Environment: { Variables: { REPORT_TO: reportTo, MARK: mark, RUN: { Ref: 'Run' } } },
        },
      },
    },
  };
}
