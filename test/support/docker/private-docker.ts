// cspell:ignore masq
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import Docker from 'dockerode';
import { randomHex } from '../../../src/base/index.js';

const run = promisify(execFile);

/**
 * A Docker daemon of the test's own, which can be stopped and started again: its own socket, data, containerd namespace and bridge.
 * It touches no firewall rules, so that it does not get in the way of the machine's daemon. Needs root.
 */
export class PrivateDocker implements AsyncDisposable {
  readonly docker: Docker;
  readonly address: string;
  #daemon: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    private readonly bridge: string,
  ) {
    const socketPath = path.join(folder, 'docker.sock');
    this.address = `unix://${socketPath}`;
    this.docker = new Docker({ socketPath });
  }

  /** Starts it with these images of the machine's daemon. */
  static async start(subnet: string, images: readonly string[]): Promise<PrivateDocker> {
    const id = randomHex(3);
    const own = new PrivateDocker(await mkdtemp(path.join(tmpdir(), 'hearth-dockerd-')), `hearth${id}`);
    try {
      // Else it takes the lowest address of what is plugged in, which changes: containers that know the old one send into the void for
      // half a minute. Docker gives the bridges that it makes an address of their own too.
      await run('ip', [
        'link',
        'add',
        own.bridge,
        'address',
        `02:42:${id.match(/../g)?.join(':') ?? ''}:01`,
        'type',
        'bridge',
      ]);
      await run('ip', ['addr', 'add', `${subnet}.1/24`, 'dev', own.bridge]);
      await run('ip', ['link', 'set', own.bridge, 'up']);
      await own.startDaemon();
      for (const image of images) await own.#bring(image);
      return own;
    } catch (error) {
      await own[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Settles when it answers. */
  async startDaemon(): Promise<void> {
    const log = await open(path.join(this.folder, 'log'), 'a');
    const daemon = spawn('dockerd', this.#parameters(), { stdio: ['ignore', log.fd, log.fd], detached: true });
    await log.close();
    this.#daemon = daemon;
    while (!(await this.#answers())) {
      if (daemon.exitCode !== null)
        throw new Error(`dockerd ended:\n${await readFile(path.join(this.folder, 'log'), 'utf8')}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Ends it as a service manager does, and with it all containers; settles when it is gone. */
  async stopDaemon(): Promise<void> {
    const daemon = this.#daemon;
    this.#daemon = undefined;
    if (daemon === undefined || daemon.exitCode !== null || daemon.signalCode !== null) return;
    const ended = once(daemon, 'exit');
    daemon.kill('SIGTERM');
    await ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stopDaemon();
    await run('ip', ['link', 'delete', this.bridge]).catch(() => undefined);
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  #parameters(): readonly string[] {
    const inFolder = (name: string): string => path.join(this.folder, name);
    return [
      ...['--host', this.address, '--data-root', inFolder('data'), '--exec-root', inFolder('exec')],
      ...['--pidfile', inFolder('pid'), '--bridge', this.bridge, '--userland-proxy=false'],
      ...['--iptables=false', '--ip6tables=false', '--ip-forward=false', '--ip-masq=false'],
      ...['--containerd-namespace', this.bridge, '--containerd-plugins-namespace', `${this.bridge}-plugins`],
      ...['--shutdown-timeout', '2'],
    ];
  }

  async #answers(): Promise<boolean> {
    return this.docker.ping().then(
      () => true,
      () => false,
    );
  }

  async #bring(image: string): Promise<void> {
    await run('sh', ['-c', 'docker save "$1" | docker --host "$2" load', 'sh', image, this.address]);
  }
}
