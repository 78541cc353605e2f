import { readdir, readFile, readlink } from 'node:fs/promises';

/** Every socket of a process, told as people can place it: kind, addresses, state. Linux, IPv4 and Unix sockets. */
export async function socketsOf(pid: number): Promise<readonly string[]> {
  const handles = await readdir(`/proc/${pid}/fd`);
  const targets = await Promise.all(handles.map((each) => readlink(`/proc/${pid}/fd/${each}`).catch(() => '')));
  const nodes = targets.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []);
  const known = new Map([...(await tcpSockets(pid)), ...(await unixSockets(pid))]);
  return nodes.map((node) => known.get(node) ?? 'another kind').sort();
}

const states: Readonly<Record<string, string>> = { '01': 'connected', '08': 'half closed', '0A': 'listening' };

async function tcpSockets(pid: number): Promise<readonly (readonly [string, string])[]> {
  return (await rowsOf(`/proc/${pid}/net/tcp`)).map((row) => {
    const [, local = '', remote = '', state = ''] = row;
    return [row[9] ?? '', `tcp ${address(local)} ${states[state] ?? state} ${address(remote)}`] as const;
  });
}

async function unixSockets(pid: number): Promise<readonly (readonly [string, string])[]> {
  return (await rowsOf(`/proc/${pid}/net/unix`)).map((row) => [row[6] ?? '', `unix ${row[7] ?? ''}`.trim()] as const);
}

async function rowsOf(file: string): Promise<readonly (readonly string[])[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').slice(1);
  return lines.filter(Boolean).map((line) => line.trim().split(/\s+/));
}

/** `0100007F:1F90` is 127.0.0.1:8080. */
function address(hex: string): string {
  const [host = '', port = ''] = hex.split(':');
  const bytes = host.match(/../g)?.reverse() ?? [];
  return `${bytes.map((byte) => Number.parseInt(byte, 16)).join('.')}:${Number.parseInt(port, 16)}`;
}
