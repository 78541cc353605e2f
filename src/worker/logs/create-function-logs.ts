import { type Clock, type Logger, randomHex } from '../../base/index.js';
import type { FunctionLogs } from './function-logs.js';
import { LogDistributor } from './log-distributor.js';
import { SandboxLogStream } from './sandbox-log-stream.js';

/** The logs of all functions of one Hearth. */
export function createFunctionLogs(parts: { readonly clock: Clock; readonly logger: Logger }): FunctionLogs {
  const distributor = new LogDistributor(parts.logger);
  return {
    openStream(version, { id, initializationType } = { id: '', initializationType: 'on-demand' }) {
      const hex = /^[0-9a-f]{32}$/.test(id) ? id : randomHex(16);
      const day = new Date(parts.clock.now()).toISOString().slice(0, 10).replaceAll('-', '/');
      return new SandboxLogStream({
        version,
        initializationType,
        stream: `${day}/[${version.version}]${hex}`,
        clock: parts.clock,
        write: (line) => distributor.write(line),
      });
    },
    addDestination: (destination) => distributor.add(destination),
  };
}
