import { describe, expect, it } from '@jest/globals';
import { createLogger } from '../../../src/base/index.js';
import { paintFor } from '../../../src/cli/colours.js';
import { showStarts } from '../../../src/cli/start-progress.js';
import { Terminal } from '../../../src/cli/terminal.js';
import type { SandboxStart } from '../../../src/emulator/index.js';

interface World {
  readonly isTerminal?: boolean;
  readonly logFormat?: 'text' | 'json';
  readonly environment?: Readonly<Record<string, string>>;
}

function shown({ isTerminal = true, logFormat = 'text', environment = {} }: World = {}) {
  const written = { text: '' };
  const logged: unknown[] = [];
  const output = { isTerminal, write: (text: string) => void (written.text += text) };
  const terminal = new Terminal({ stdout: output, stderr: output, environment });
  const logger = createLogger((level, message, fields) => logged.push({ level, message, ...fields }));
  const tell = showStarts({ settings: { logFormat }, terminal, logger, paintError: paintFor(output, environment) });
  const starting = (functionName: string): void => tell({ phase: 'starting', functionName });
  const ready = (functionName: string, durationMs = 300): void => tell(readyStep(functionName, durationMs));
  return { written, logged, terminal, tell, starting, ready };
}

function readyStep(functionName: string, durationMs: number): SandboxStart {
  return { phase: 'ready', functionName, sandboxName: `hearth-${functionName}`, startPath: 'bridge', durationMs };
}

/** What a terminal shows after all of `text`, line by line. */
function screenOf(text: string): readonly string[] {
  const lines = [''];
  let row = 0;
  for (const token of text.match(/\u001B\[[?\d]*[A-Za-z]|[\s\S]/g) ?? []) {
    if (token === '\n') lines[(row += 1)] ??= '';
    else if (token === '\u001B[1A') row -= 1;
    else if (token === '\u001B[K') lines[row] = '';
    else if (!token.startsWith('\u001B') && token !== '\r') lines[row] = (lines[row] ?? '') + token;
  }
  while (lines.at(-1) === '') lines.pop();
  return lines;
}

describe('cold starts on a terminal', () => {
  it('have one status line per function, which is gone when its starts are done', () => {
    const { written, starting, ready } = shown();

    starting('A');
    starting('A');
    starting('B');
    expect(screenOf(written.text)).toEqual(['Starting 2 sandboxes for "A" …', 'Starting 1 sandbox for "B" …']);

    ready('A', 200);
    ready('A', 310);
    expect(screenOf(written.text)).toEqual([
      '2 sandboxes for "A" ready after 310 ms (bridge).',
      'Starting 1 sandbox for "B" …',
    ]);

    ready('B');
    expect(screenOf(written.text)).toHaveLength(2);
  });

  it('stay below the lines of functions and never inside them', () => {
    const { written, terminal, starting, ready } = shown();

    starting('A');
    starting('B');
    terminal.outLine('A | one');
    terminal.outLine('A | two');
    expect(screenOf(written.text)).toEqual([
      'A | one',
      'A | two',
      'Starting 1 sandbox for "A" …',
      'Starting 1 sandbox for "B" …',
    ]);

    ready('A');
    ready('B');
    expect(screenOf(written.text).slice(0, 2)).toEqual(['A | one', 'A | two']);
    expect(screenOf(written.text)).toHaveLength(4);
  });

  it('that fail leave nothing', () => {
    const { written, tell, starting } = shown();

    starting('A');
    tell({ phase: 'failed', functionName: 'A', reason: new Error('no'), durationMs: 1 });

    expect(screenOf(written.text)).toEqual([]);
  });

  it('of many functions take a few lines only', () => {
    const { written, starting } = shown();

    for (let number = 1; number <= 20; number += 1) starting(`F${number}`);

    expect(screenOf(written.text)).toHaveLength(6);
    expect(screenOf(written.text).at(-1)).toBe('… and 15 more');
  });

  it('have no colour with NO_COLOR', () => {
    const { written, starting } = shown({ environment: { NO_COLOR: '1' } });

    starting('A');

    expect(written.text).not.toContain('\u001B[2m');
    expect(screenOf(written.text)).toEqual(['Starting 1 sandbox for "A" …']);
  });
});

describe('cold starts elsewhere', () => {
  it.each<[string, World]>([
    ['in a pipe', { isTerminal: false }],
    ['on a terminal that can take nothing away', { environment: { TERM: 'dumb' } }],
  ])('are not shown %s', (_, world) => {
    const { written, logged, starting, ready } = shown(world);

    starting('A');
    ready('A');

    expect({ written: written.text, logged }).toEqual({ written: '', logged: [] });
  });

  it('are one line each with --log-format json, with the path they took', () => {
    const { written, logged, tell, starting, ready } = shown({ logFormat: 'json' });

    starting('A');
    starting('A');
    ready('A', 42);
    tell({ phase: 'failed', functionName: 'A', reason: 'gone', durationMs: 7 });

    expect(written.text).toBe('');
    expect(logged).toEqual([
      {
        level: 'info',
        message: 'A sandbox of the function "A" is ready.',
        functionName: 'A',
        sandboxName: 'hearth-A',
        startPath: 'bridge',
        durationMs: 42,
      },
      {
        level: 'info',
        message: 'A sandbox of the function "A" did not start.',
        functionName: 'A',
        reason: 'gone',
        durationMs: 7,
      },
    ]);
  });
});
