import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { packageRoot } from '../../../src/base/index.js';

/** A function of the template that the started Hearth serves. */
export interface ServedFunction {
  readonly runtime: string;
  readonly handler?: string;
  /** Folder or archive; a relative one lies below `test/functions/`. */
  readonly code: string;
  readonly timeout?: number;
  readonly memory?: number;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly functionError: string | undefined;
  /** The body as it came, byte for byte. */
  readonly text: string;
  readonly executedVersion: string | undefined;
  /** What `LogType: Tail` brought. */
  readonly log: string;
  readonly requestId: string;
}

/** The packaged command line program, started with a template of these functions in a folder of its own. */
export class StartedHearth implements AsyncDisposable {
  private constructor(
    readonly awsUrl: string,
    readonly client: LambdaClient,
    private readonly program: RunningProgram,
  ) {}

  static async start(functions: Readonly<Record<string, ServedFunction>>, ...flags: string[]): Promise<StartedHearth> {
    const folder = await mkdtemp(path.join(tmpdir(), 'hearth-acceptance-'));
    await writeFile(path.join(folder, 'template.yaml'), JSON.stringify(templateOf(functions)));
    return StartedHearth.#startIn(folder, ...flags);
  }

  /** Without any template. */
  static async startEmpty(...flags: string[]): Promise<StartedHearth> {
    return StartedHearth.#startIn(await mkdtemp(path.join(tmpdir(), 'hearth-acceptance-')), ...flags);
  }

  static async #startIn(folder: string, ...flags: string[]): Promise<StartedHearth> {
    const program = new RunningProgram(folder, ['start-lambda', '--port', '0', ...flags]);
    const awsUrl = await program.ready();
    const client = new LambdaClient({
      endpoint: awsUrl,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    });
    return new StartedHearth(awsUrl, client, program);
  }

  get pid(): number {
    return this.program.pid;
  }

  /** Everything the program has written to standard error so far. */
  get messages(): string {
    return this.program.messages;
  }

  /** Everything the functions have written so far, as the program shows it on its standard output. */
  get output(): string {
    return this.program.output;
  }

  async invoke(name: string, event: unknown = {}, clientContext?: object): Promise<Answer> {
    const answer = await this.client.send(
      new InvokeCommand({
        FunctionName: name,
        Payload: Buffer.from(JSON.stringify(event)),
        LogType: 'Tail',
        ...(clientContext === undefined
          ? {}
          : { ClientContext: Buffer.from(JSON.stringify(clientContext)).toString('base64') }),
      }),
    );
    return {
      status: answer.StatusCode ?? 0,
      functionError: answer.FunctionError,
      text: Buffer.from(answer.Payload ?? []).toString('utf8'),
      executedVersion: answer.ExecutedVersion,
      log: Buffer.from(answer.LogResult ?? '', 'base64').toString('utf8'),
      requestId: answer.$metadata.requestId ?? '',
    };
  }

  /** The answer of a function that succeeds, parsed. */
  async call<T>(name: string, event: unknown = {}): Promise<T> {
    const answer = await this.invoke(name, event);
    if (answer.functionError !== undefined) throw new Error(`${name} failed: ${answer.text}\n${answer.log}`);
    return JSON.parse(answer.text) as T;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.client.destroy();
    await this.program.stop();
  }
}

class RunningProgram {
  messages = '';
  output = '';
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;

  constructor(
    private readonly folder: string,
    parameters: readonly string[],
  ) {
    const cli = path.join(packageRoot(), 'dist/cli.js');
    this.#child = spawn(process.execPath, [cli, ...parameters], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#ended = once(this.#child, 'exit');
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.messages += text));
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** The URL of the AWS API, once the program says that it is ready. */
  async ready(): Promise<string> {
    const says = new Promise<void>((resolve) => {
      this.#child.stderr?.on('data', () => {
        if (this.messages.includes('Press CTRL+C to quit')) resolve();
      });
    });
    const ended = this.#ended.then(() => {
      throw new Error(`The program ended before it was ready:\n${this.messages}`);
    });
    await Promise.race([says, ended]);
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(this.messages)?.[0];
    if (url === undefined) throw new Error(`No URL in:\n${this.messages}`);
    return url;
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    await this.#ended;
    await rm(this.folder, { recursive: true, force: true });
  }
}

function templateOf(functions: Readonly<Record<string, ServedFunction>>): object {
  const resources = Object.entries(functions).map(([name, served]) => [
    name.replaceAll(/[^A-Za-z0-9]/g, ''),
    {
      Type: 'AWS::Serverless::Function',
      Properties: {
        FunctionName: name,
        Runtime: served.runtime,
        Handler: served.handler ?? 'bootstrap',
        CodeUri: path.resolve(packageRoot(), 'test/functions', served.code),
        Timeout: served.timeout ?? 10,
        MemorySize: served.memory ?? 256,
        Environment: { Variables: served.environment ?? {} },
      },
    },
  ]);
  return { Transform: 'AWS::Serverless-2016-10-31', Resources: Object.fromEntries(resources) as object };
}
