import net from 'node:net';

/** Bytes of one client, and whether they hold whole requests: what is cut short is half closed after them. */
export interface RawSend {
  readonly bytes: Buffer;
  readonly complete: boolean;
}

/** What a server sent until it closed the connection; throws when it has not within `withinMs`. */
export function exchangeRaw(port: number, { bytes, complete }: RawSend, withinMs = 10_000): Promise<string> {
  return new Promise((resolve, reject) => {
    const received: Buffer[] = [];
    const socket = net.connect({ host: '127.0.0.1', port, allowHalfOpen: true }, () => {
      socket.write(bytes);
      if (!complete) socket.end();
    });
    const finish = (): void => {
      socket.destroy();
      resolve(Buffer.concat(received).toString('latin1'));
    };
    socket.setTimeout(withinMs, () => {
      socket.destroy();
      reject(
        new Error(`Neither answered nor closed within ${withinMs} ms:\n${JSON.stringify(bytes.toString('latin1'))}`),
      );
    });
    socket.on('data', (chunk: Buffer) => received.push(chunk));
    socket.once('end', finish);
    // A reset is how a server may end a connection whose client goes on sending what nobody reads.
    socket.once('error', finish);
  });
}

/** The statuses of all answers in `text`. */
export function statusesIn(text: string): number[] {
  return [...text.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status]) => Number(status));
}
