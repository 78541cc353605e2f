import type { SandboxSpec } from '../../sandbox-host.js';
import type { ContainerPlan } from '../containers/container-plan.js';

/** What a container has fixed when it is created: functions of one kind can use each other's gates. */
export interface GateKind {
  readonly imageId: string;
  /** For people. */
  readonly imageReference: string;
  /** Absent: the image's own. */
  readonly workingDirectory?: string;
  /** Whether code is put into it. */
  readonly hasCode: boolean;
  /** Whether `/opt` is the layers' and not the image's. */
  readonly hasLayers: boolean;
  /** Size of `/tmp`, where the engine holds it to one. */
  readonly tmpMb?: number;
}

/** Equal keys, interchangeable gates. */
export function gateKey({ imageId, workingDirectory, hasCode, hasLayers, tmpMb }: GateKind): string {
  return JSON.stringify([imageId, workingDirectory, hasCode, hasLayers, tmpMb]);
}

/** `imageHasOpt`: the image brings files of its own in `/opt`, which must stay where a function has no layers. */
export function gateKindOf(spec: SandboxSpec, imageId: string, tmpQuota: boolean, imageHasOpt: boolean): GateKind {
  const hasCode = spec.code !== undefined;
  const { workingDirectory } = spec.image;
  return {
    imageId,
    imageReference: spec.image.reference,
    ...(workingDirectory === undefined ? {} : { workingDirectory }),
    hasCode,
    hasLayers: hasCode && (spec.layers.length > 0 || !imageHasOpt),
    ...(tmpQuota ? { tmpMb: spec.ephemeralStorageMb } : {}),
  };
}

/** Whether a gate can become this sandbox at all. */
export function canUseGate({ mounts, commandLine, invalidEntrypoint }: ContainerPlan): boolean {
  const [program] = commandLine;
  // `env` would take a program with an equals sign for a variable.
  if (program === undefined || program.includes('=') || program.startsWith('-')) return false;
  return invalidEntrypoint === undefined && mounts.every(({ shelfFolder }) => shelfFolder !== undefined);
}
