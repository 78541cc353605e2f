import { describe, expect, it } from '@jest/globals';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { DebugPorts, type DebugPortTurn } from '../../../../src/invoke-path/placement/debug-ports.js';
import { functionVersion } from '../../../support/function-version.js';
import { FakeSandbox } from '../fake-sandbox.js';
import { anyInvocation } from '../assignment/pool-in-test.js';

const never = new AbortController().signal;

describe('a debug port', () => {
  it('is had by one at a time, first come first served; other ports are free', async () => {
    const ports = new DebugPorts();
    const order: string[] = [];
    const first = await ports.take(5858, never);
    const others = ['b', 'c'].map(async (name) => {
      const turn = await ports.take(5858, never);
      order.push(name);
      turn.giveBack();
    });
    await ports.take(5859, never);
    const before = [...order];

    first.giveBack();
    await Promise.all(others);

    expect(before).toEqual([]);
    expect(order).toEqual(['b', 'c']);
  });

  it('is taken from an idle sandbox, and not from a busy one', async () => {
    const ports = new DebugPorts();
    const sandbox = await lend(ports);
    sandbox.ready();
    void sandbox.invoke(anyInvocation);
    let turn: DebugPortTurn | undefined;
    const waiting = ports.take(5858, never).then((given) => (turn = given));
    await nextTurn();
    await nextTurn();
    const whileBusy = turn;

    sandbox.finish();
    await waiting;

    expect(whileBusy).toBeUndefined();
    expect(sandbox.state).toBe('stopped');
  });

  it('is free again when its sandbox is gone', async () => {
    const ports = new DebugPorts();
    const sandbox = await lend(ports);

    sandbox.crash();

    await expect(ports.take(5858, never)).resolves.toBeDefined();
  });

  it('is not waited for by whoever gives up', async () => {
    const ports = new DebugPorts();
    const turn = await ports.take(5858, never);
    const giving = new AbortController();
    const givenUp = ports.take(5858, giving.signal);
    const patient = ports.take(5858, never);

    giving.abort(new Error('gone'));
    turn.giveBack();

    await expect(givenUp).rejects.toThrow('gone');
    await expect(patient).resolves.toBeDefined();
  });
});

async function lend(ports: DebugPorts): Promise<FakeSandbox> {
  const sandbox = new FakeSandbox(functionVersion(), { initializationType: 'on-demand' });
  (await ports.take(5858, never)).lendTo(sandbox);
  return sandbox;
}
