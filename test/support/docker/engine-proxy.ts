import net from 'node:net';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { randomHex } from '../../../src/base/index.js';

/** A socket that passes everything on to the engine, until somebody cuts the wires. */
export interface EngineProxy extends AsyncDisposable {
  readonly dockerHost: string;
  /** Ends every connection that is open; new ones are passed on, unless `refuse` was called. */
  cut(): void;
  /** Connections that are open stay so and pass nothing on any more; new ones do. */
  mute(): void;
  refuse(): void;
  accept(): void;
}

export async function startEngineProxy(): Promise<EngineProxy> {
  const file = path.join(tmpdir(), `hearth-engine-${randomHex(4)}.sock`);
  const open = new Set<net.Socket>();
  let refusing = false;
  const server = net.createServer((client) => {
    if (refusing) {
      client.destroy();
      return;
    }
    const engine = net.connect(enginePath());
    for (const socket of [client, engine]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        open.delete(socket);
        client.destroy();
        engine.destroy();
      });
    }
    client.pipe(engine).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(file, resolve));
  const cut = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    dockerHost: `unix://${file}`,
    cut,
    mute: () => {
      for (const socket of open) socket.unpipe().pause();
    },
    refuse: () => (refusing = true),
    accept: () => (refusing = false),
    async [Symbol.asyncDispose]() {
      cut();
      await new Promise((resolve) => server.close(resolve));
      await rm(file, { force: true });
    },
  };
}

function enginePath(): string {
  const dockerHost = process.env['DOCKER_HOST'] ?? '';
  return dockerHost.startsWith('unix://') ? dockerHost.slice('unix://'.length) : '/var/run/docker.sock';
}
