import { copyFile, mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { certificateBundle } from './certificate-bundle.js';
import { runTool } from './run-tool.js';
import type { Download } from './stage.js';
import { stageFiles } from './stage-hash.js';

export interface ContextRequest {
  /** The stage's folder below `runtime-images/`. */
  readonly source: string;
  readonly downloads: readonly Download[];
  /** Made by this function; removed by the caller. */
  readonly target: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Lays out what `docker build` gets: the stage's files and its downloads. npm takes its configuration and cache from the user's. */
export async function layOutContext(request: ContextRequest): Promise<void> {
  const { source, downloads, target } = request;
  await mkdir(target, { recursive: true });
  for (const file of await stageFiles(source)) await copyFile(file, path.join(target, path.basename(file)));
  for (const download of downloads) await fetchInto(download, request);
}

async function fetchInto(download: Download, { target, environment, signal }: ContextRequest): Promise<void> {
  const npm = (...parameters: string[]): Promise<string> =>
    runTool({
      command: 'npm',
      parameters,
      workingDirectory: target,
      remedy: 'Install npm, which comes with Node.js.',
      signal,
    });
  switch (download.kind) {
    case 'npm-package': {
      const name = await npm('pack', download.specifier, '--silent');
      await rename(path.join(target, name.trim()), path.join(target, download.file));
      return;
    }
    case 'npm-dependencies':
      // The packages' install scripts would compile for this machine; the Dockerfile does it for the image.
      await npm('ci', '--ignore-scripts', '--silent');
      return;
    case 'certificates':
      await writeFile(path.join(target, 'ca-certificates.crt'), await certificateBundle(environment));
  }
}
