import path from 'node:path';

/** Sockets that engines are known to listen on, the likeliest first; `label` says whose it is. */
export interface UsualSocket {
  readonly label: string;
  readonly path: string;
}

/** Every place worth a look on this platform; most of them do not exist on any one machine. */
export function usualSockets(platform: NodeJS.Platform, home: string, runtimeFolder?: string): readonly UsualSocket[] {
  if (platform === 'win32') {
    return [
      { label: 'Docker Desktop', path: '//./pipe/docker_engine' },
      { label: 'Docker Desktop (Linux engine)', path: '//./pipe/dockerDesktopLinuxEngine' },
      { label: 'Podman machine', path: '//./pipe/podman-machine-default' },
    ];
  }
  const inHome = (...parts: string[]): string => path.join(home, ...parts);
  const sockets: UsualSocket[] = [{ label: 'Docker', path: '/var/run/docker.sock' }];
  if (runtimeFolder !== undefined)
    sockets.push({ label: 'rootless Docker', path: path.join(runtimeFolder, 'docker.sock') });
  sockets.push(
    { label: 'Docker Desktop', path: inHome('.docker', 'run', 'docker.sock') },
    { label: 'Docker Desktop for Linux', path: inHome('.docker', 'desktop', 'docker.sock') },
    { label: 'Colima', path: inHome('.colima', 'default', 'docker.sock') },
    { label: 'Colima', path: inHome('.colima', 'docker.sock') },
    { label: 'OrbStack', path: inHome('.orbstack', 'run', 'docker.sock') },
    { label: 'Rancher Desktop', path: inHome('.rd', 'docker.sock') },
    { label: 'Finch', path: '/Applications/Finch/lima/data/finch/sock/finch.sock' },
    { label: 'Finch', path: '/var/run/finch.sock' },
  );
  if (runtimeFolder !== undefined) {
    sockets.push({ label: 'rootless Podman', path: path.join(runtimeFolder, 'podman', 'podman.sock') });
  }
  sockets.push(
    { label: 'Podman', path: '/run/podman/podman.sock' },
    { label: 'Podman machine', path: inHome('.local', 'share', 'containers', 'podman', 'machine', 'podman.sock') },
  );
  return sockets;
}
