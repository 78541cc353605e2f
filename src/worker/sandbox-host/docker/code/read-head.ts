import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';

/** The first bytes of a file, fewer when it is shorter. */
export async function headOfFile(file: string, bytes: number): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** The same of a stream, which is closed afterwards. */
export async function headOfStream(stream: Readable, bytes: number): Promise<Buffer> {
  let head = Buffer.alloc(0);
  for await (const chunk of stream) {
    head = Buffer.concat([head, chunk as Buffer]);
    if (head.length >= bytes) break;
  }
  return head.subarray(0, bytes);
}
