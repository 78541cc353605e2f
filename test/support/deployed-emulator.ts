import { LambdaClient } from '@aws-sdk/client-lambda';
import path from 'node:path';
import { createEmulator, type HearthEmulator } from '../../src/index.js';
import { projectFolder, type ProjectFolder } from './project-folder.js';

/** A Hearth with a project of its own on the process host, which keeps its events in that folder, and a client of its Lambda API. */
export interface DeployedEmulator extends AsyncDisposable {
  readonly folder: ProjectFolder;
  readonly hearth: HearthEmulator;
  readonly lambda: LambdaClient;
}

/** `files` are the project's, `template.yaml` among them; a minute of AWS's delays takes a tenth of a second. */
export async function deployedEmulator(files: Readonly<Record<string, string>>): Promise<DeployedEmulator> {
  const folder = await projectFolder(files);
  const hearth = await createEmulator({
    folder: folder.path,
    sandboxHost: 'process',
    ephemeral: false,
    credentials: false,
    dataDir: path.join(folder.path, 'data'),
    timeScale: 600,
  });
  await hearth.deploy('template.yaml');
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const lambda = new LambdaClient({ endpoint: hearth.awsUrl, region: 'us-east-1', credentials, maxAttempts: 1 });
  return {
    folder,
    hearth,
    lambda,
    async [Symbol.asyncDispose]() {
      lambda.destroy();
      await hearth[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}
