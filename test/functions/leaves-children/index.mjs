import { spawn } from 'node:child_process';

// One child in the runtime's own group, one in a session of its own, and a grandchild whose parent is gone; answers their numbers.
export const handler = async (event) => {
  const marker = `${event.seconds ?? 1000}`;
  const own = spawn('sleep', [marker], { stdio: 'ignore' });
  const detached = spawn('sleep', [marker], { stdio: 'ignore', detached: true });
  detached.unref();
  const parent = spawn('sh', ['-c', `setsid sleep ${marker} >/dev/null 2>&1 & echo $!`], { stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  for await (const chunk of parent.stdout) text += chunk;
  return { own: own.pid, detached: detached.pid, orphan: Number(text), marker };
};
