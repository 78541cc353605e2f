const WRAPPING = JSON.stringify({ text: '' }).length;

/** A JSON event of exactly so many bytes. */
export function echoEvent(bytes: number): Buffer {
  return Buffer.from(JSON.stringify({ text: 'x'.repeat(bytes - WRAPPING) }));
}
