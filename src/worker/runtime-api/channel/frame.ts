/** Beyond this a body goes out by itself instead of being copied behind its head. */
const largestCopy = 65_536;

/** The pieces of one frame: 32 bits each for the lengths of head and body, the highest first, then both. `head` holds printable ASCII and line feeds. */
export function frameOf(head: string, body: Buffer): readonly Buffer[] {
  const headEnd = 8 + head.length;
  const copies = body.length <= largestCopy;
  const frame = Buffer.allocUnsafe(copies ? headEnd + body.length : headEnd);
  frame.writeUInt32BE(head.length, 0);
  frame.writeUInt32BE(body.length, 4);
  frame.write(head, 8, 'latin1');
  if (!copies) return [frame, body];
  body.copy(frame, headEnd);
  return [frame];
}
