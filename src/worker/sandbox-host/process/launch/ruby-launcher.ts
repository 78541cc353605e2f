import path from 'node:path';
import type { HostVerdict } from '../../sandbox-host.js';
import type { SandboxPlace } from '../sandbox-place.js';
import { findExecutable } from './executables.js';
import type { Launch, RuntimeLauncher, RuntimeToLaunch } from './launcher.js';

/** Ruby functions: the official client, installed as the gem `aws_lambda_ric`. */
export class RubyLauncher implements RuntimeLauncher {
  constructor(private readonly searchPath: string) {}

  verdict({ runtime }: RuntimeToLaunch): Promise<HostVerdict> {
    const missing = ['ruby', 'aws_lambda_ric'].filter((name) => findExecutable(name, this.searchPath) === undefined);
    if (missing.length === 0) return Promise.resolve({ able: true });
    return Promise.resolve({
      able: false,
      reason: `"${missing.join('" and "')}" not found on PATH for the runtime "${runtime.id}"`,
      remedy: 'Install Ruby and run gem install aws_lambda_ric, or start Docker.',
    });
  }

  launch({ runtime, handler }: RuntimeToLaunch, { taskRoot, optFolder }: SandboxPlace): Promise<Launch> {
    const client = findExecutable('aws_lambda_ric', this.searchPath);
    if (client === undefined) {
      return Promise.resolve({ invalidEntrypoint: 'fork/exec aws_lambda_ric: no such file or directory' });
    }
    const gems = `${runtime.id.replace('ruby', '')}.0`;
    return Promise.resolve({
      command: client,
      parameters: [handler],
      environment: {
        GEM_PATH: [path.join(taskRoot, 'vendor/bundle/ruby', gems), path.join(optFolder, 'ruby/gems', gems)].join(
          path.delimiter,
        ),
        RUBYLIB: [taskRoot, path.join(optFolder, 'ruby/lib')].join(path.delimiter),
      },
      wrappable: true,
    });
  }
}
