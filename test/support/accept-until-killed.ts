import { systemClock, silentLogger } from '../../src/base/index.js';
import { openStorage } from '../../src/storage/index.js';

/*
 * A process that accepts events as fast as it can, and prints the id of each once it may be told that it is accepted. Every third
 * one it settles again. It ends only by being killed.
 */
const [dataFolder = ''] = process.argv.slice(2);
const storage = await openStorage({ dataFolder, ephemeral: false, logger: silentLogger });
if (!storage.durable) throw new Error(storage.notice);

async function acceptOne(n: number): Promise<void> {
  const requestId = `${process.pid}-${n}`;
  await storage.journal.append({
    requestId,
    functionReference: 'arn',
    payload: Buffer.from(JSON.stringify({ n, padding: 'x'.repeat(n % 5000) })),
    acceptedAtMs: systemClock.now(),
    attributes: { name: 'echo' },
    attempts: 0,
  });
  process.stdout.write(`accepted ${requestId}\n`);
  if (n % 3 !== 0) return;
  // Told before it happens, also to a reader that is slow: killed in between, the event may be there or not.
  await told(`settling ${requestId}\n`);
  await storage.journal.settle(requestId);
}

function told(line: string): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.write(line, () => resolve());
  });
}

for (let n = 0; ; n += 10) {
  await Promise.all(Array.from({ length: 10 }, (_, offset) => acceptOne(n + offset)));
  await new Promise((resolve) => setImmediate(resolve));
}
