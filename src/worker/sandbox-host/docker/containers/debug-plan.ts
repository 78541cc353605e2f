import { debuggerFolder, debuggerOf, type DebugSettings } from '../../../../model/index.js';
import { debugpyArguments } from '../../debug/debugpy.js';
import { inspectorNodeOptions } from '../../debug/inspector.js';
import { jdwpJavaOptions } from '../../debug/jdwp.js';
import { programUnderDebugger } from '../../debug/program.js';
import type { SandboxSpec } from '../../sandbox-host.js';
import type { ContainerDebugging, ContainerPlan } from './container-plan.js';

/** What of a plan the debugger changes. */
export type DebugChanges = Pick<ContainerPlan, 'entrypoint' | 'command' | 'debugging'>;

type Planned = Pick<ContainerPlan, 'entrypoint' | 'command'>;

/** How the runtime of a debugged function is started in its container: by its own entry point and a variable where the language takes one, else by a command of our own. */
export function debugChanges(spec: SandboxSpec, debug: DebugSettings, address: string, planned: Planned): DebugChanges {
  const { environment: own } = spec;
  const debugging = (environment: Readonly<Record<string, string>> = {}, traces = false): ContainerDebugging => ({
    port: debug.port,
    environment,
    traces,
  });
  const code = spec.function.package;
  switch (debuggerOf(code, debug)) {
    case 'inspector':
      return { debugging: debugging({ NODE_OPTIONS: inspectorNodeOptions(debug, address, own['NODE_OPTIONS']) }) };
    case 'debugpy':
      return {
        entrypoint: [...wrapper(own), pythonOf(code), ...debugpyArguments(debug, address), '/var/runtime/bootstrap.py'],
        command: planned.command ?? [],
        debugging: debugging({ PYTHONPATH: pythonPath(own['PYTHONPATH'], debug), PYTHONUNBUFFERED: '1' }),
      };
    case 'jdwp': {
      const isJava8 = code.packageType === 'Zip' && /^java8(\.|$)/.test(code.runtime);
      const listens = address === '0.0.0.0' ? (isJava8 ? '' : '*') : address;
      return { debugging: debugging({ _JAVA_OPTIONS: jdwpJavaOptions(debug, listens, own['_JAVA_OPTIONS']) }) };
    }
    case 'vsdbg':
      return { debugging: debugging({ _AWS_LAMBDA_DOTNET_DEBUGGING: '1' }) };
    case 'program': {
      const bootstrap = planned.entrypoint?.[0] ?? '/var/task/bootstrap';
      const entrypoint = programUnderDebugger(debug, { folder: debuggerFolder, address, bootstrap });
      return { entrypoint, command: [], debugging: debugging({}, true) };
    }
    case 'command':
      return { entrypoint: debug.arguments, command: planned.command ?? [], debugging: debugging({}, true) };
    default:
      return {};
  }
}

/** What the image's start script would have put before the interpreter. */
function wrapper({ AWS_LAMBDA_EXEC_WRAPPER: wrapper = '' }: SandboxSpec['environment']): readonly string[] {
  return wrapper === '' ? [] : [wrapper];
}

function pythonOf(code: SandboxSpec['function']['package']): string {
  return `/var/lang/bin/${code.packageType === 'Zip' ? code.runtime : 'python3'}`;
}

/** As the image's start script has it, with the debugger's files first. */
function pythonPath(own: string | undefined, { files }: DebugSettings): string {
  return [...(files === undefined ? [] : [debuggerFolder]), own ?? '/var/runtime'].join(':');
}
