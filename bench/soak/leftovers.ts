import { readdir } from 'node:fs/promises';
import type { DockerEngine } from '../parts/docker-engine.js';

/** What a stopped Hearth has left behind: containers, volumes and networks with its label, and files in its temporary folder. */
export async function leftoversOf(
  engine: DockerEngine | undefined,
  label: string,
  temporaryFolder: string,
): Promise<readonly string[]> {
  const entries = await readdir(temporaryFolder, { recursive: true, withFileTypes: true });
  // The folder that all Hearths of a user share stays for the others.
  const files = entries.map(({ name }) => name).filter((name) => !/^hearth-\d+$/.test(name));
  const inFolder = files.map((name) => `file ${name}`);
  return engine === undefined ? inFolder : [...inFolder, ...(await engine.everythingWithLabel(label))];
}
