import { createHash } from 'node:crypto';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { randomHex } from '../../../../base/index.js';
import type { OwnerIdentity } from './owner-identity.js';
import { processStart } from './process-start.js';

/** This process as an owner; `containerId` when it runs in a container of the engine that it uses. */
export async function identifyOwner(containerId?: string): Promise<OwnerIdentity> {
  const [machine, pidNamespace, boot, start] = await Promise.all([
    textOf('/etc/machine-id'),
    linkOf('/proc/self/ns/pid'),
    textOf('/proc/sys/kernel/random/boot_id'),
    processStart(process.pid),
  ]);
  const place = createHash('sha256')
    .update([process.platform, machine, hostname(), pidNamespace].join('\n'))
    .digest('hex')
    .slice(0, 16);
  return {
    id: randomHex(8),
    place,
    boot,
    pid: process.pid,
    processStart: start ?? '',
    ...(containerId === undefined ? {} : { containerId }),
  };
}

async function textOf(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch {
    return '';
  }
}

async function linkOf(link: string): Promise<string> {
  try {
    return await readlink(link);
  } catch {
    return '';
  }
}
