import { expect, it } from '@jest/globals';
import { RecentLogs } from '../../../src/admin/index.js';

const line = (text: string) => ({
  timestampMs: 0,
  functionName: 'f',
  version: '$LATEST',
  logGroup: 'g',
  logStream: 's',
  source: 'function' as const,
  text,
});

it('the recent logs keep the newest lines, ten thousand of them and 8 million characters at most', () => {
  const logs = new RecentLogs();

  for (let index = 0; index < 30_000; index += 1) logs.write(line(`short ${index}`));
  const short = logs.list();
  for (let index = 0; index < 1000; index += 1) logs.write(line(`${index} ${'x'.repeat(100_000)}`));
  const long = logs.list();

  expect([short.length >= 10_000 && short.length <= 11_000, short.at(-1)?.text]).toEqual([true, 'short 29999']);
  expect(long.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(9.3 * 1024 * 1024);
  expect([long.length > 50, long.at(-1)?.text.slice(0, 4)]).toEqual([true, '999 ']);
});
