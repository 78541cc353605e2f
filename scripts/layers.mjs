// Reads the layer table of src/README.md: the one place that says who may import whom.
import { readFileSync } from 'node:fs';

/** @returns {{ level: number, rooms: string[], mayImport: string[] }[]} */
export function readLayers(file = new URL('../src/README.md', import.meta.url)) {
  const rows = readFileSync(file, 'utf8').matchAll(/^\| (\d+) \| ([^|]+) \| ([^|]+) \|$/gm);
  return [...rows].map(([, level, rooms, mayImport]) => ({
    level: Number(level),
    rooms: splitNames(rooms),
    mayImport: splitNames(mayImport),
  }));
}

function splitNames(cell) {
  return cell
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== '–');
}
