import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import { type ListeningServer, listenHttp } from '../../../src/base/index.js';

/** A registry on the loopback that has one image under every name; engines pull from there without TLS. */
export interface TinyRegistry extends AsyncDisposable {
  /** `127.0.0.1:<port>`. */
  readonly host: string;
  /** Layers handed out so far. */
  readonly layersServed: () => number;
}

interface Blob {
  readonly bytes: Buffer;
  readonly digest: string;
}

const MANIFEST_TYPE = 'application/vnd.docker.distribution.manifest.v2+json';

export async function startTinyRegistry(): Promise<TinyRegistry> {
  const tar = pack();
  tar.entry({ name: 'file', mode: 0o644 }, 'x'.repeat(100_000));
  tar.finalize();
  const diff = await buffer(tar);
  const layer = blob(gzipSync(diff));
  const config = blob(
    Buffer.from(
      JSON.stringify({
        architecture: process.arch === 'arm64' ? 'arm64' : 'amd64',
        os: 'linux',
        config: { Cmd: ['/file'] },
        rootfs: { type: 'layers', diff_ids: [blob(diff).digest] },
      }),
    ),
  );
  const manifest = blob(
    Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: MANIFEST_TYPE,
        config: describeBlob(config, 'application/vnd.docker.container.image.v1+json'),
        layers: [describeBlob(layer, 'application/vnd.docker.image.rootfs.diff.tar.gzip')],
      }),
    ),
  );
  let layersServed = 0;
  const server: ListeningServer = await listenHttp(
    (request, response) => {
      const url = request.url ?? '';
      const found = [layer, config].find(({ digest }) => url.endsWith(`/blobs/${digest}`));
      if (found === layer && request.method === 'GET') layersServed += 1;
      if (url === '/v2/') response.end('{}');
      else if (url.includes('/manifests/')) send(request.method, manifest, MANIFEST_TYPE);
      else if (found !== undefined) send(request.method, found, 'application/octet-stream');
      else response.writeHead(404).end();

      function send(method: string | undefined, { bytes, digest }: Blob, type: string): void {
        response.writeHead(200, {
          'content-type': type,
          'content-length': bytes.length,
          'docker-content-digest': digest,
        });
        response.end(method === 'HEAD' ? undefined : bytes);
      }
    },
    { host: '127.0.0.1', port: 0 },
  );
  return {
    host: `127.0.0.1:${server.port}`,
    layersServed: () => layersServed,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

function blob(bytes: Buffer): Blob {
  return { bytes, digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}` };
}

function describeBlob({ bytes, digest }: Blob, mediaType: string): object {
  return { mediaType, size: bytes.length, digest };
}
