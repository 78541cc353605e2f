import net from 'node:net';

/** A bare TCP connection for clients whose bytes on the wire matter. */
export class RawConnection {
  readonly #socket: net.Socket;
  #received = Buffer.alloc(0);
  #closed = false;
  #wake: (() => void) | undefined;

  private constructor(socket: net.Socket) {
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#wake?.();
    });
    socket.on('error', () => undefined);
    for (const event of ['end', 'close']) {
      socket.once(event, () => {
        this.#closed = true;
        this.#wake?.();
      });
    }
  }

  static open(port: number): Promise<RawConnection> {
    return new Promise((resolve, reject) => {
      const socket = net.connect({ host: '127.0.0.1', port, allowHalfOpen: true, noDelay: true }, () => {
        resolve(new RawConnection(socket));
      });
      socket.once('error', reject);
    });
  }

  write(...pieces: (string | Buffer)[]): void {
    for (const piece of pieces) this.#socket.write(piece);
  }

  /** Ends this side only, as `shutdown(SHUT_WR)` does. */
  halfClose(): void {
    this.#socket.end();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** Reads one response: its head, then exactly as many bytes as its Content-Length says. */
  async response(): Promise<{ readonly head: string; readonly body: Buffer }> {
    for (;;) {
      const headEnd = this.#received.indexOf('\r\n\r\n');
      if (headEnd !== -1) {
        const head = this.#received.toString('latin1', 0, headEnd + 2);
        const length = Number(/^Content-Length: (\d+)\r$/m.exec(head)?.[1] ?? 0);
        const end = headEnd + 4 + length;
        if (this.#received.length >= end) {
          const body = this.#received.subarray(headEnd + 4, end);
          this.#received = this.#received.subarray(end);
          return { head, body };
        }
      }
      if (this.#closed) throw new Error('The server closed the connection before its response was complete.');
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  async closedByServer(): Promise<void> {
    while (!this.#closed) await new Promise<void>((resolve) => (this.#wake = resolve));
  }
}
