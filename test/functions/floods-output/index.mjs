import { writeSync } from 'node:fs';

// Event: {"mb": 100, "lineBytes": 1000}; writes as fast as the pipe takes it, and waits while it is full.
export const handler = async (event) => {
  const lineBytes = event.lineBytes ?? 1000;
  const line = lineBytes === 0 ? 'x'.repeat(1000) : `${'x'.repeat(lineBytes - 1)}\n`;
  const piece = Buffer.from(line.repeat(Math.ceil(65_536 / line.length)));
  for (let left = (event.mb ?? 100) * 1024 * 1024; left > 0; left -= piece.length) await writeAll(piece);
  return 'flooded';
};

async function writeAll(piece) {
  for (let rest = piece; rest.length > 0; ) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
}
