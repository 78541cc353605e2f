import type Docker from 'dockerode';
import { limits } from '../../../../model/index.js';
import type { SandboxSpec } from '../../sandbox-host.js';
import { FUNCTION_LABEL, ownerLabels, SANDBOX_LABEL, VERSION_LABEL } from '../owner/owner-labels.js';
import type { OwnerIdentity } from '../owner/owner-identity.js';
import { containerName } from './container-name.js';
import type { ContainerDebugging, ContainerMount, ContainerPlan } from './container-plan.js';
import { cpuShares } from './cpu-shares.js';

/** What all containers of one host have in common. */
export interface ContainerSurroundings {
  readonly owner: OwnerIdentity;
  /** Network name or `host`; absent means the engine's default bridge. */
  readonly network?: string;
  readonly addHosts: readonly string[];
  readonly dns: readonly string[];
  /** Containers may take all the memory that the engine has. */
  readonly unlimitedMemory: boolean;
  /** Size options of the `local` volume driver, where the engine can hold a volume to a size. */
  readonly tmpQuota: boolean;
  /** Whether the engine's init is the first process and the runtime its child. */
  readonly init: boolean;
}

/** Who sandboxes run as: `sbx_user1051` of group 990 on AWS. */
export const SANDBOX_USER = '993:990';
const MIB = 1024 * 1024;

/**
 * The create request of one sandbox (runtime contract §3.2 and §3.3): the function's memory and no swap, 1,024 processes and
 * files, an unprivileged user without capabilities on a read-only root, code read-only, `/tmp` a volume of its own. With
 * `joinedContainerId` it joins that container's network.
 */
export function containerConfig(
  spec: SandboxSpec,
  plan: ContainerPlan,
  surroundings: ContainerSurroundings,
  joinedContainerId?: string,
): Docker.ContainerCreateOptions {
  return {
    name: containerName(spec.function.name, spec.sandboxId),
    Image: plan.imageId,
    User: SANDBOX_USER,
    Env: Object.entries({ ...plan.environment, ...spec.environment, ...plan.debugging?.environment }).map(
      ([name, value]) => `${name}=${value}`,
    ),
    AttachStdin: false,
    Tty: false,
    ...(plan.entrypoint === undefined ? {} : { Entrypoint: [...plan.entrypoint] }),
    ...(plan.command === undefined ? {} : { Cmd: [...plan.command] }),
    ...(plan.workingDirectory === undefined ? {} : { WorkingDir: plan.workingDirectory }),
    Labels: {
      ...ownerLabels(surroundings.owner, 'sandbox'),
      'sam.cli.container.type': 'lambda',
      [FUNCTION_LABEL]: spec.function.name,
      [VERSION_LABEL]: spec.function.version,
      [SANDBOX_LABEL]: spec.sandboxId,
    },
    ...(plan.debugging === undefined ? {} : { ExposedPorts: { [`${plan.debugging.port}/tcp`]: {} } }),
    HostConfig: {
      ...sandboxHostConfig({ ...spec, mounts: plan.mounts }, surroundings, joinedContainerId),
      ...(plan.debugging === undefined ? {} : debuggable(plan.debugging)),
    },
  };
}

/** The port for this machine alone: whoever reaches a debugger may run anything. */
function debuggable({ port, traces }: ContainerDebugging): Docker.HostConfig {
  return {
    PortBindings: { [`${port}/tcp`]: [{ HostIp: '127.0.0.1', HostPort: String(port) }] },
    ...(traces ? { CapAdd: ['SYS_PTRACE'], SecurityOpt: ['no-new-privileges', 'seccomp=unconfined'] } : {}),
  };
}

/** What is the same for a sandbox's container however its process comes to run. */
export function sandboxHostConfig(
  { memoryMb, ephemeralStorageMb, mounts }: SandboxSize & Pick<ContainerPlan, 'mounts'>,
  surroundings: ContainerSurroundings,
  joinedContainerId?: string,
): Docker.HostConfig {
  const tmpLabels = ownerLabels(surroundings.owner, 'tmp');
  return {
    ...resourceLimits(memoryMb, surroundings.unlimitedMemory),
    PidsLimit: limits.processes,
    Ulimits: [{ Name: 'nofile', Soft: limits.fileDescriptors, Hard: limits.fileDescriptors }],
    ReadonlyRootfs: true,
    CapDrop: ['ALL'],
    SecurityOpt: ['no-new-privileges'],
    Init: surroundings.init,
    // Output is read by attaching; a driver that keeps it as well would only fill the disk.
    LogConfig: { Type: 'none', Config: {} },
    RestartPolicy: { Name: 'no' },
    Mounts: [...mounts.map(mountSettings), tmpMount(ephemeralStorageMb, tmpLabels, surroundings.tmpQuota)],
    ...networkSettings(surroundings, joinedContainerId),
  };
}

/** What of a container can be changed while it runs. */
export interface ResourceLimits {
  readonly Memory?: number;
  readonly MemorySwap?: number;
  readonly CpuShares: number;
}

/** The function's memory without swap unless it has no limit, and CPU in proportion. */
export function resourceLimits(memoryMb: number, unlimitedMemory: boolean): ResourceLimits {
  const memory = unlimitedMemory ? {} : { Memory: memoryMb * MIB, MemorySwap: memoryMb * MIB };
  return { ...memory, CpuShares: cpuShares(memoryMb) };
}

type SandboxSize = Pick<SandboxSpec, 'memoryMb' | 'ephemeralStorageMb'>;

/** Names and name servers belong to whoever holds the network. */
function networkSettings(
  { network, addHosts, dns }: ContainerSurroundings,
  joinedContainerId: string | undefined,
): Docker.HostConfig {
  if (joinedContainerId !== undefined) return { NetworkMode: `container:${joinedContainerId}` };
  return {
    ...(network === undefined ? {} : { NetworkMode: network }),
    ExtraHosts: [...addHosts],
    Dns: [...dns],
  };
}

function mountSettings({ type, source, target, readOnly }: ContainerMount): Docker.MountSettings {
  return {
    Type: type,
    Source: source ?? '',
    Target: target,
    ReadOnly: readOnly,
    // Without it an empty volume is first filled with what the image has at that place.
    ...(type === 'volume'
      ? { VolumeOptions: { NoCopy: true, Labels: {}, DriverConfig: { Name: '', Options: {} } } }
      : {}),
  };
}

/** Anonymous, so that it goes with its container; filled from the image, which is what gives it the image's mode 1777. */
function tmpMount(sizeMb: number, labels: Record<string, string>, quota: boolean): Docker.MountSettings {
  const options: Record<string, string> = quota ? { size: `${sizeMb}m` } : {};
  return {
    Type: 'volume',
    Source: '',
    Target: '/tmp',
    VolumeOptions: { NoCopy: false, Labels: labels, DriverConfig: { Name: 'local', Options: options } },
  };
}
