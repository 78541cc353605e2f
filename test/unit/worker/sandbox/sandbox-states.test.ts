import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { SandboxState } from '../../../../src/worker/sandbox/index.js';
import { legalSandboxMoves, SandboxLifecycle } from '../../../../src/worker/sandbox/sandbox-states.js';

const states = ['starting', 'idle', 'busy', 'stopping', 'stopped'] as const;

describe('the states of a sandbox', () => {
  it('follow the table, whatever is asked for', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...states)), (wanted) => {
        const lifecycle = new SandboxLifecycle();
        for (const next of wanted) {
          const before = lifecycle.state;
          const legal = legalSandboxMoves[before].includes(next);

          expect({ before, next, moved: moves(lifecycle, next) }).toEqual({ before, next, moved: legal });
          expect(lifecycle.state).toBe(legal ? next : before);
        }
      }),
    );
  });

  it('tell of the end once, also to who asks later', async () => {
    const lifecycle = new SandboxLifecycle();
    const reasons: string[] = [];
    lifecycle.onStopped((reason) => reasons.push(`early: ${reason}`));

    lifecycle.stop('lost');
    lifecycle.onStopped((reason) => reasons.push(`late: ${reason}`));
    await Promise.resolve();

    expect(reasons).toEqual(['early: lost', 'late: lost']);
  });
});

function moves(lifecycle: SandboxLifecycle, next: SandboxState): boolean {
  try {
    if (next === 'stopped') lifecycle.stop('test');
    else lifecycle.moveTo(next);
    return true;
  } catch {
    return false;
  }
}
