import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { CodeSource } from '../../model/index.js';

/** Sends the zip that was uploaded, byte by byte; a folder is zipped on the way. */
export async function downloadCode(source: CodeSource, response: ServerResponse): Promise<void> {
  if (source.kind === 'archive') {
    const { size } = await stat(source.path);
    response.writeHead(200, { 'Content-Type': 'application/zip', 'Content-Length': size });
    await pipeline(createReadStream(source.path), response);
    return;
  }
  const { ZipFile } = await import('yazl');
  const zip = new ZipFile();
  for (const entry of await readdir(source.path, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile()) zip.addFile(file, path.relative(source.path, file).split(path.sep).join('/'));
  }
  zip.end();
  response.writeHead(200, { 'Content-Type': 'application/zip' });
  await pipeline(zip.outputStream, response);
}
