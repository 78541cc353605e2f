import { spawn } from 'node:child_process';

// Starts processes until it may not; answers how many there were, and ends them unless {"keep": true}.
export const handler = async (event) => {
  const children = [];
  for (;;) {
    const child = spawn('sleep', ['1000'], { stdio: 'ignore' });
    const failure = await new Promise((resolve) => {
      child.once('error', resolve);
      child.once('spawn', () => resolve(undefined));
    });
    if (failure !== undefined || children.length >= 3000) {
      if (event.keep !== true) for (const each of children) each.kill('SIGKILL');
      return { children: children.length, failure: failure?.code };
    }
    children.push(child);
  }
};
