import {
  type CreateFunctionCommandInput,
  InvokeCommand,
  type InvokeCommandInput,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { type CreateEmulatorOptions, createEmulator, type HearthEmulator } from '../../src/index.js';
import { createCommand, knownPlaceholders } from './lambda-calls.js';
import { type AnyCommand, type Observed, observe } from './observed-calls.js';
import { type ProjectFolder, projectFolder } from './project-folder.js';
import { recordingOf, RecordingMatcher } from './recordings.js';
import { zipOf } from './zip.js';

const account = '111111111111';

/** A whole Hearth with real runtimes, to which recorded tests are replayed through the SDK; disposing it removes what it made. */
export class RecordedFunctions implements AsyncDisposable {
  readonly #client: LambdaClient;

  private constructor(
    readonly hearth: HearthEmulator,
    private readonly folder: ProjectFolder,
  ) {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    this.#client = new LambdaClient({ endpoint: hearth.awsUrl, region: 'us-east-1', credentials, maxAttempts: 1 });
  }

  static async start(options: CreateEmulatorOptions): Promise<RecordedFunctions> {
    const folder = await projectFolder();
    const hearth = await createEmulator({ folder: folder.path, account, region: 'us-east-1', ...options });
    return new RecordedFunctions(hearth, folder);
  }

  send(command: AnyCommand): Promise<Observed> {
    return observe(this.#client, command);
  }

  /** Makes a function of these files. */
  async create(
    input: Partial<CreateFunctionCommandInput> & { readonly FunctionName: string },
    files: Readonly<Record<string, string>>,
  ): Promise<Observed> {
    const Code = { ZipFile: await zipOf(files) };
    const Role = `arn:aws:iam::${account}:role/test-role`;
    return this.send(await createCommand({ Code, Role, Timeout: 30, ...input }));
  }

  invoke(FunctionName: string, event: unknown = {}, input: Partial<InvokeCommandInput> = {}): Promise<Observed> {
    return this.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event), ...input }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#client.destroy();
    await this.hearth.stop();
    await this.folder[Symbol.asyncDispose]();
  }
}

/** Compares with one recorded test; `known` are values of its placeholders. */
export function recordedTest(file: string, test: string, known: Readonly<Record<string, string>> = {}) {
  return new RecordingMatcher(recordingOf(file, test), { ...knownPlaceholders, ...known });
}
