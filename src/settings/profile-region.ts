import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Environment } from './read-environment.js';

/** The region of a profile in the files of the AWS CLI and SDKs, `AWS_CONFIG_FILE` and then `AWS_SHARED_CREDENTIALS_FILE`; undefined where neither names one. */
export function profileRegion(profile: string | undefined, environment: Environment): string | undefined {
  const home = environment['HOME'] ?? environment['USERPROFILE'];
  const inHome = (name: string): string | undefined => (home === undefined ? undefined : path.join(home, '.aws', name));
  const named = profile ?? 'default';
  const sections = new Set([`profile ${named}`, named]);
  return (
    regionIn(environment['AWS_CONFIG_FILE'] ?? inHome('config'), sections) ??
    regionIn(environment['AWS_SHARED_CREDENTIALS_FILE'] ?? inHome('credentials'), sections)
  );
}

function regionIn(file: string | undefined, sections: ReadonlySet<string>): string | undefined {
  let isWanted = false;
  for (const line of linesOf(file)) {
    const section = /^\[\s*(.*?)\s*\]/.exec(line)?.[1];
    if (section !== undefined) isWanted = sections.has(section.replaceAll(/["']/g, '').replaceAll(/\s+/g, ' '));
    const region = isWanted ? /^region\s*=\s*([\w-]+)/.exec(line)?.[1] : undefined;
    if (region !== undefined) return region;
  }
  return undefined;
}

function linesOf(file: string | undefined): readonly string[] {
  if (file === undefined || file === '') return [];
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/);
  } catch {
    // Nobody has to have such a file.
    return [];
  }
}
