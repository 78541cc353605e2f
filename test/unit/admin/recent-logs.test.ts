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

it('the recent logs hand lines out as they came, whatever stands in them and wherever they came from', () => {
  const logs = new RecentLogs();
  const texts = ['', 'two words', 'a\rb', '0 function 0 5 x\nhello', 'café 🐎', '\ud800 half a character'];
  const written = Array.from({ length: 200 }, (_, index) => ({
    ...line(texts[index % texts.length] ?? ''),
    timestampMs: 1_900_000_000_000 + index,
    logStream: `stream ${index % 7}`,
    functionName: index % 2 === 0 ? 'f' : 'g',
    ...(index % 3 === 0 ? { source: 'platform' as const, requestId: `id-${index}` } : {}),
  }));

  for (const each of written) logs.write(each);

  const expected = written.map((each) => ({ ...each, text: each.text.replace('\ud800', '\ufffd') }));
  expect(logs.list().slice(0, 128)).toEqual(expected.slice(0, 128));
  expect(logs.list('g')).toHaveLength(100);
});
