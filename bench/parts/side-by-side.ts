import type { BenchRun } from '../frame/bench.js';
import { echoTemplate } from './bench-function.js';
import { Floor } from './floor.js';
import { Hearth } from './hearth.js';

/** Hearth with the function `echo` in containers, and the floor with the same; no sandbox is booted yet. */
export async function sideBySide(run: BenchRun): Promise<{ readonly hearth: Hearth; readonly loop: Floor }> {
  const loop = run.scope.use('the floor', await Floor.start(run));
  const flags = ['--sandbox-host', 'docker'];
  const start = { command: 'start-lambda', template: echoTemplate(['echo']), flags } as const;
  const hearth = run.scope.use('Hearth', await Hearth.start(run, start));
  return { hearth, loop };
}
