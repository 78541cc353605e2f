import path from 'node:path';
import { type Clock, listenHttp, type ListeningServer, selfMadeCertificate } from '../base/index.js';
import type http from 'node:http';
import type { SandboxHost, SandboxRoute } from '../worker/sandbox-host/index.js';

/** Where sandboxes of one host reach Hearth by `https://`, as handlers write it around the domain name of an event, and by `http://`. */
export interface CallbackDoor {
  /** Host and port. */
  readonly authority: string;
  /** What makes Node.js trust the door's certificate beside those that it trusts already. */
  readonly nodeTrust: Readonly<Record<string, string>>;
}

interface OpenDoor extends CallbackDoor {
  readonly server: ListeningServer;
}

/**
 * Doors with TLS beside those that sandboxes call anyway; opened when they are first asked for. The certificate is made for this machine and
 * can sign nothing else.
 */
export class CallbackDoors implements AsyncDisposable {
  readonly #doors = new Map<
    SandboxHost['kind'],
    { readonly route: SandboxRoute; readonly opened: Promise<OpenDoor> }
  >();

  constructor(
    private readonly dataFolder: string,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  /** The door of a host whose sandboxes come by `route`; opened anew when that has changed. */
  async at(kind: SandboxHost['kind'], route: SandboxRoute, listener: http.RequestListener): Promise<CallbackDoor> {
    const known = this.#doors.get(kind);
    if (known?.route === route) return known.opened;
    const opened = this.#open(kind, route, listener);
    const door = { route, opened };
    this.#doors.set(kind, door);
    opened.catch(() => {
      if (this.#doors.get(kind) === door) this.#doors.delete(kind);
    });
    const old = await known?.opened.catch(() => undefined);
    await old?.server[Symbol.asyncDispose]();
    return opened;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const doors = await Promise.allSettled([...this.#doors.values()].map((door) => door.opened));
    const open = doors.flatMap((door) => (door.status === 'fulfilled' ? [door.value] : []));
    await Promise.all(open.map(({ server }) => server[Symbol.asyncDispose]()));
  }

  async #open(kind: SandboxHost['kind'], route: SandboxRoute, listener: http.RequestListener): Promise<OpenDoor> {
    const { bindAddress, sandboxFacingHost } = route;
    const names = [...new Set(['localhost', sandboxFacingHost])];
    const tls = await selfMadeCertificate(path.join(this.dataFolder, 'tls', `for-${kind}`), names, this.clock);
    const server = await listenHttp(listener, { host: bindAddress, port: 0, tls: { ...tls, alsoPlain: true } });
    return { server, authority: `${sandboxFacingHost}:${server.port}`, nodeTrust: trustOf(kind, tls) };
  }
}

/**
 * In a container there is no file of ours, and needs to be none: what Node.js reads is its own environment, of which only the lines of
 * the certificate are PEM.
 */
function trustOf(
  kind: SandboxHost['kind'],
  { certificate, file }: { readonly certificate: string; readonly file: string },
): Readonly<Record<string, string>> {
  return kind === 'process'
    ? { NODE_EXTRA_CA_CERTS: file }
    : { NODE_EXTRA_CA_CERTS: '/proc/self/environ', HEARTH_CERTIFICATE: `\n${certificate.trim()}\n` };
}
