import { cpus, release, totalmem, type as systemType } from 'node:os';
import { packageVersion } from '../../src/base/index.js';
import { DockerEngine } from '../parts/docker-engine.js';

/** What has to be known about a machine to compare its figures with others. */
export interface MachineFacts {
  readonly date: string;
  readonly hearth: string;
  readonly node: string;
  readonly system: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGib: number;
  readonly docker: string;
}

export async function machineFacts(): Promise<MachineFacts> {
  const docker = await new DockerEngine().describe().catch(() => 'none answers');
  return {
    date: new Date().toISOString(),
    hearth: packageVersion(),
    node: process.version,
    system: `${systemType()} ${release()}`,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGib: Math.round(totalmem() / 2 ** 30),
    docker,
  };
}
