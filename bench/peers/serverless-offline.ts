import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import getPort from 'get-port';
import type { BenchRun } from '../frame/bench.js';
import { functionFolder } from '../parts/bench-function.js';
import { Program } from '../parts/program.js';
import { fromNpm, installPeer, type PeerRecipe } from './install-peer.js';
import { peerVersions } from './versions.js';

export const serverlessRecipe: PeerRecipe = {
  name: 'serverless-offline',
  packages: peerVersions.serverless,
  install: fromNpm,
};

/** serverless-offline as it runs by default, each function in worker threads; answers its base URL. */
export async function startServerlessOffline(run: BenchRun, functions: readonly string[]): Promise<string> {
  const peer = await installPeer(serverlessRecipe, run.signal);
  // Inside the peer's folder, so that the plugin is found from the project.
  const folder = await mkdtemp(path.join(peer, 'project-'));
  run.scope.defer('the folder of serverless-offline', () => rm(folder, { recursive: true, force: true }));
  await symlink(functionFolder('http-echo'), path.join(folder, 'code'));
  await writeFile(path.join(folder, 'serverless.yml'), JSON.stringify(projectOf(functions)));
  const [httpPort, lambdaPort] = [await getPort(), await getPort()];
  const program = run.scope.use(
    'serverless-offline',
    new Program({
      command: process.execPath,
      parameters: [
        path.join(peer, 'node_modules/serverless/bin/serverless.js'),
        ...['offline', 'start', '--host', '127.0.0.1', '--httpPort', String(httpPort)],
        ...['--lambdaPort', String(lambdaPort), '--noPrependStageInUrl'],
      ],
      folder,
      environment: {
        SLS_TELEMETRY_DISABLED: '1',
        SLS_NOTIFICATIONS_MODE: 'off',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
      },
      outputFile: path.join(folder, 'output.log'),
    }),
  );
  await program.says(/Server ready/, run.signal);
  return `http://127.0.0.1:${httpPort}`;
}

function projectOf(functions: readonly string[]): object {
  const entries = functions.map((name) => [
    name,
    { handler: 'code/index.handler', timeout: 60, events: [{ httpApi: { method: '*', path: `/${name}` } }] },
  ]);
  return {
    service: 'bench',
    frameworkVersion: '3',
    provider: { name: 'aws', runtime: 'nodejs20.x', region: 'us-east-1', memorySize: 1769 },
    plugins: ['serverless-offline'],
    functions: Object.fromEntries(entries) as object,
  };
}
