// node load.js LIST: imports the modules of the list, one URL a line, says so, and waits to be stopped.
import { readFileSync } from 'node:fs';

const [, , list = ''] = process.argv;
for (const url of readFileSync(list, 'utf8').trim().split('\n')) await import(url);
process.stdout.write('Loaded\n');
setInterval(() => undefined, 60_000);
