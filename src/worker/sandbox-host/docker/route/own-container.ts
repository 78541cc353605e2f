import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type Docker from 'dockerode';
import { statusOf } from '../engine/docker-error.js';

/** The container that Hearth itself runs in, when the engine that it uses is the one that runs it. */
export interface OwnContainer {
  readonly id: string;
  /** `host`, or anything else: then `networks` says where it has addresses. */
  readonly networkMode: string;
  /** IPv4 addresses by network name. */
  readonly networks: ReadonlyMap<string, string>;
  /** What the engine mounted into it: its own path, and the engine's. */
  readonly mounts: readonly { readonly inside: string; readonly engineSide: string }[];
}

/** Looks at this process's own mounts and cgroup for a container id, and asks the engine whether it knows it. */
export async function findOwnContainer(docker: Docker): Promise<OwnContainer | undefined> {
  for (const id of await candidateIds()) {
    try {
      const { Id, HostConfig, NetworkSettings, Mounts } = await docker.getContainer(id).inspect();
      return {
        id: Id,
        networkMode: HostConfig.NetworkMode ?? 'default',
        networks: new Map(
          Object.entries(NetworkSettings.Networks)
            .map(([name, { IPAddress }]) => [name, IPAddress] as const)
            .filter(([, address]) => address !== ''),
        ),
        mounts: Mounts.map(({ Source, Destination }) => ({ inside: Destination, engineSide: Source })),
      };
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
    }
  }
  return undefined;
}

/** Container ids that `/proc` shows for this process: its cgroup's name (v1), and where its `/etc/hosts` is mounted from. */
export function containerIdsIn(cgroup: string, mountInfo: string): readonly string[] {
  const ids = new Set<string>();
  for (const line of cgroup.split('\n')) addId(ids, /(?:docker|libpod)[-/]([0-9a-f]{64})/.exec(line));
  for (const line of mountInfo.split('\n')) {
    if (/ \/etc\/(?:hosts|hostname|resolv\.conf) /.test(line)) addId(ids, /containers\/([0-9a-f]{64})\//.exec(line));
  }
  return [...ids];
}

/** The path by which the engine knows a folder that this container sees; undefined when no mount holds it. */
export function engineSidePath(own: Pick<OwnContainer, 'mounts'>, folder: string): string | undefined {
  const holders = own.mounts.filter(({ inside }) => folder === inside || folder.startsWith(`${inside}/`));
  const nearest = holders.sort((left, right) => right.inside.length - left.inside.length)[0];
  return nearest === undefined ? undefined : path.posix.join(nearest.engineSide, folder.slice(nearest.inside.length));
}

async function candidateIds(): Promise<readonly string[]> {
  const [cgroup, mountInfo] = await Promise.all(
    ['/proc/self/cgroup', '/proc/self/mountinfo'].map((file) => readFile(file, 'utf8').catch(() => '')),
  );
  return containerIdsIn(cgroup ?? '', mountInfo ?? '');
}

function addId(ids: Set<string>, match: RegExpExecArray | null): void {
  if (match?.[1] !== undefined) ids.add(match[1]);
}
