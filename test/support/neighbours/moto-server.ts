import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** moto's server (PyPI, `moto[server]`): SQS, SNS, S3, DynamoDB, Kinesis, EventBridge, IAM and STS, in memory, on a port of its own. */
export class MotoServer implements AsyncDisposable {
  private constructor(
    readonly url: string,
    private readonly server: ChildProcess,
  ) {}

  /** `account` owns what is made in it; moto's own default is 123456789012. */
  static async start({ account = '123456789012' }: { readonly account?: string } = {}): Promise<MotoServer> {
    const server = spawn('moto_server', ['-H', '127.0.0.1', '-p', '0'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, MOTO_ACCOUNT_ID: account },
    });
    const url = await announcedUrl(server);
    // What it goes on to say of each request must not fill a pipe that nobody reads.
    server.stdout.resume();
    server.stderr.resume();
    return new MotoServer(url, server);
  }

  /** Forgets everything that was made in it. */
  async reset(): Promise<void> {
    await fetch(`${this.url}/moto-api/reset`, { method: 'POST' });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.server.exitCode !== null || this.server.signalCode !== null) return;
    const gone = once(this.server, 'close');
    this.server.kill('SIGKILL');
    await gone;
  }
}

function announcedUrl(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString('utf8');
      const url = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(said)?.[1];
      if (url !== undefined) resolve(url);
    };
    server.stdout?.on('data', hear);
    server.stderr?.on('data', hear);
    server.once('error', (cause) => {
      reject(new Error('"moto_server" does not start. Install it: pip install "moto[server]".', { cause }));
    });
    server.once('close', () => {
      reject(new Error(`moto_server ended before it listened: ${said}`));
    });
  });
}
