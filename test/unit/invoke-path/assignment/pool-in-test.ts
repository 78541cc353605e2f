import { setMaxListeners } from 'node:events';
import { createLogger, ManualClock } from '../../../../src/base/index.js';
import { type Assignment, createAssignment } from '../../../../src/invoke-path/assignment/index.js';
import { FakePlacement } from '../fake-placement.js';

export interface PoolInTest {
  readonly clock: ManualClock;
  readonly placement: FakePlacement;
  readonly assignment: Assignment;
  readonly lines: string[];
}

export interface PoolSettings {
  readonly maxConcurrentStarts?: number;
  readonly keepAliveMs?: number;
  readonly spares?: number;
}

/** An assignment whose time stands still and whose sandboxes the test moves. */
export function poolInTest(options: PoolSettings = {}): PoolInTest {
  const clock = new ManualClock();
  const placement = new FakePlacement();
  const lines: string[] = [];
  const logger = createLogger((level, message) => lines.push(`${level} ${message}`), 'info');
  const settings = { keepAliveMs: 600_000, maxConcurrentStarts: 2, shutdownGraceMs: 2000, ...options };
  return { clock, placement, lines, assignment: createAssignment({ settings, placement, clock, logger }) };
}

const never = new AbortController();
setMaxListeners(0, never.signal);

/** The signal of a caller who waits for ever. */
export const patient = never.signal;

/** What a caller sends whose event does not matter. */
export const anyInvocation = {
  requestId: 'r',
  payload: Buffer.from('{}'),
  invokedFunctionArn: 'arn',
  traceId: 'Root=1',
};
