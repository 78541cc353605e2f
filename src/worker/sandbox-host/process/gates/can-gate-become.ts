import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { GateProgram } from '../launch/launcher.js';
import type { SandboxPlace } from '../sandbox-place.js';

/** What interpreters and system libraries read once, when a process starts; a gate has started before it knows the function. */
const READ_AT_THE_START =
  /^(?:NODE_(?!PATH$)|PYTHON(?!PATH$)|LD_(?!LIBRARY_PATH$)|LC_|LANG|UV_|SSL_|OPENSSL_|MALLOC_|GLIBC_|ICU_|JEMALLOC)/;

/** Whether a gate can become a process with this environment: one that was started for it would be no other. */
export async function canGateBecome(
  { environment: ofGate }: GateProgram,
  environment: Readonly<Record<string, string>>,
  place: SandboxPlace,
): Promise<boolean> {
  const differs = (name: string): boolean => READ_AT_THE_START.test(name) && environment[name] !== ofGate[name];
  const mayBecome = ![...Object.keys(environment), ...Object.keys(ofGate)].some(differs);
  return mayBecome && !(await hasLibraries(place));
}

/** LD_LIBRARY_PATH is read at the start as well; it matters to code that brings libraries. */
async function hasLibraries({ taskRoot, optFolder }: SandboxPlace): Promise<boolean> {
  if (existsSync(path.join(taskRoot, 'lib')) || existsSync(path.join(optFolder, 'lib'))) return true;
  const files = await readdir(taskRoot).catch((): string[] => []);
  return files.some((name) => /\.so(?:\.|$)/.test(name));
}
