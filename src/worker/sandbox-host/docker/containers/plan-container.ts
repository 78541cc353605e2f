import { debuggerFolder } from '../../../../model/index.js';
import type { SandboxSpec } from '../../sandbox-host.js';
import type { LocalImage } from '../images/local-image.js';
import type { DeliveredCode } from '../code/delivered-code.js';
import { debugChanges } from './debug-plan.js';
import type { ContainerMount, ContainerPlan } from './container-plan.js';

/** What AWS answers when a custom runtime has nothing to start (runtime contract §3.3). */
const NO_BOOTSTRAP = "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]";

/** Files delivered for one sandbox. */
export interface DeliveredFiles {
  readonly code?: DeliveredCode;
  readonly layers?: DeliveredCode;
  readonly debugger?: DeliveredCode;
}

/**
 * Decides what the container runs. A custom runtime's entry point is its `bootstrap`, the function's before the layers'; a
 * managed runtime's is the image's own with the handler as its argument; an image function's is the image's own or its overrides. A
 * debugger listens on `debugAddress`.
 */
export function planContainer(
  spec: SandboxSpec,
  local: LocalImage,
  files: DeliveredFiles,
  debugAddress = '0.0.0.0',
): ContainerPlan {
  const planned = planWithoutCommandLine(spec, local, files);
  const { debug } = spec.function;
  const plan =
    debug === undefined
      ? planned
      : { ...planned, ...debugChanges(spec, debug, debugAddress, withOwnCommand(planned, local)) };
  const command = plan.command ?? (plan.entrypoint === undefined ? local.command : []);
  return { ...plan, commandLine: [...(plan.entrypoint ?? local.entrypoint), ...command] };
}

/** A debugger's own command needs what the image would have run. */
function withOwnCommand(
  plan: Omit<ContainerPlan, 'commandLine'>,
  local: LocalImage,
): Omit<ContainerPlan, 'commandLine'> {
  return plan.command === undefined && plan.entrypoint === undefined ? { ...plan, command: local.command } : plan;
}

function planWithoutCommandLine(
  spec: SandboxSpec,
  local: LocalImage,
  files: DeliveredFiles,
): Omit<ContainerPlan, 'commandLine'> {
  const mounts: ContainerMount[] = [];
  if (files.code !== undefined) mounts.push(mountOf(files.code, '/var/task'));
  if (files.layers !== undefined) mounts.push(mountOf(files.layers, '/opt'));
  if (files.debugger !== undefined) mounts.push(mountOf(files.debugger, debuggerFolder));
  const { image } = spec;
  const functionPackage = spec.function.package;
  const base = {
    imageId: local.id,
    mounts,
    imageEnvironment: local.environment,
    environment: environmentOf(spec, local),
    ...(image.workingDirectory === undefined ? {} : { workingDirectory: image.workingDirectory }),
  };
  if (functionPackage.packageType === 'Zip' && image.entryPoint === undefined) {
    if (functionPackage.runtime.startsWith('provided')) return { ...base, ...bootstrapOf(files) };
    return { ...base, command: image.command ?? [functionPackage.handler] };
  }
  if (image.entryPoint === undefined)
    return { ...base, ...(image.command === undefined ? {} : { command: image.command }) };
  // Docker drops the image's command with its entry point; Lambda's settings override one by one.
  return { ...base, entrypoint: image.entryPoint, command: image.command ?? local.command };
}

function mountOf({ mount, shelfFolder }: DeliveredCode, target: string): ContainerMount {
  return { ...mount, target, ...(shelfFolder === undefined ? {} : { shelfFolder }) };
}

/** An image function's handler is the first word of its command; the clients read it from the environment. */
function environmentOf(spec: SandboxSpec, local: LocalImage): Readonly<Record<string, string>> {
  const handler = spec.image.command?.[0] ?? local.command[0];
  return spec.function.package.packageType === 'Image' && handler !== undefined ? { _HANDLER: handler } : {};
}

function bootstrapOf({
  code,
  layers,
}: DeliveredFiles): Pick<ContainerPlan, 'entrypoint' | 'command' | 'invalidEntrypoint'> {
  for (const [place, bootstrap] of [
    ['/var/task/bootstrap', code?.bootstrap],
    ['/opt/bootstrap', layers?.bootstrap],
  ] as const) {
    const plan = { entrypoint: [place], command: [] };
    if (bootstrap === 'executable') return plan;
    if (bootstrap === 'unknown-format') return { ...plan, invalidEntrypoint: `fork/exec ${place}: exec format error` };
  }
  return { entrypoint: ['/var/task/bootstrap'], command: [], invalidEntrypoint: NO_BOOTSTRAP };
}
