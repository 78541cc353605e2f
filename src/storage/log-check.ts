import { existsSync, readFileSync } from 'node:fs';

const headerBytes = 32;
const frameHeaderBytes = 24;
const littleEndianSums = 0x377f0682;

/**
 * How many pages of SQLite's write-ahead log (https://www.sqlite.org/fileformat2.html, "The Write-Ahead Log") lie behind one that
 * is damaged. SQLite ends its recovery there without a word, so they are lost. 0 for a log that is sound, or cut off at its end.
 */
export function pagesLostInLog(file: string): number {
  const log = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  if (log.length <= headerBytes) return 0;
  const pageBytes = log.readUInt32BE(8);
  const frameBytes = frameHeaderBytes + pageBytes;
  const littleEndian = log.readUInt32BE(0) === littleEndianSums;
  let sums = checksum(log.subarray(0, 24), [0, 0], littleEndian);
  if (!isSound(sums, log, 24)) return Math.max(1, Math.floor((log.length - headerBytes) / Math.max(frameBytes, 512)));
  const salts = log.subarray(16, 24);
  let isWhole = true;
  let lost = 0;
  for (let at = headerBytes; at + frameBytes <= log.length; at += frameBytes) {
    // Another salt: what an earlier log left there, or damage, which the pages behind it show.
    if (!log.subarray(at + 8, at + 16).equals(salts)) {
      isWhole = false;
      continue;
    }
    if (!isWhole) {
      lost += 1;
      continue;
    }
    sums = checksum(log.subarray(at, at + 8), sums, littleEndian);
    sums = checksum(log.subarray(at + frameHeaderBytes, at + frameBytes), sums, littleEndian);
    isWhole = isSound(sums, log, at + 16);
  }
  return lost;
}

type Sums = readonly [number, number];

function isSound([first, second]: Sums, log: Buffer, at: number): boolean {
  return log.readUInt32BE(at) === first && log.readUInt32BE(at + 4) === second;
}

function checksum(bytes: Buffer, [firstSum, secondSum]: Sums, littleEndian: boolean): Sums {
  let first = firstSum;
  let second = secondSum;
  for (let at = 0; at + 8 <= bytes.length; at += 8) {
    first = (first + (littleEndian ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at)) + second) >>> 0;
    second = (second + (littleEndian ? bytes.readUInt32LE(at + 4) : bytes.readUInt32BE(at + 4)) + first) >>> 0;
  }
  return [first, second];
}
