import type { LambdaClient } from '@aws-sdk/client-lambda';
import { afterEach, beforeEach } from '@jest/globals';
import { type AwsApiOptions, startAwsApi, type StartedAwsApi } from './aws-api.js';
import { knownPlaceholders } from './lambda-calls.js';
import { type AnyCommand, type Observed, observe } from './observed-calls.js';
import { recordingOf, RecordingMatcher } from './recordings.js';

/** One AWS endpoint per test, to play recorded tests against. */
export interface RecordedSession {
  readonly api: StartedAwsApi;
  readonly lambda: LambdaClient;
  /** Sends a command whose answer was not recorded, or does not matter. */
  readonly send: (command: AnyCommand) => Promise<Observed>;
  play(test: string, known?: Readonly<Record<string, string>>): PlayedRecording;
}

export interface PlayedRecording {
  /** Sends the command and compares the answer with the recorded step. */
  readonly step: (name: string, command: AnyCommand) => Promise<Observed>;
  /** The same for CreateFunction where the recording wraps its answer. */
  readonly createdStep: (name: string, command: AnyCommand) => Promise<Observed>;
  readonly matcher: RecordingMatcher;
}

/** To be called in a `describe`: starts and stops the endpoint around each test. */
export function recordedSession(file: string, options: AwsApiOptions | (() => AwsApiOptions) = {}): RecordedSession {
  let api: StartedAwsApi | undefined;
  const started = (): StartedAwsApi => {
    if (api === undefined) throw new Error('The endpoint runs inside of tests only.');
    return api;
  };
  let lambda: LambdaClient | undefined;
  beforeEach(async () => {
    api = await startAwsApi(typeof options === 'function' ? options() : options);
    lambda = api.client();
  });
  afterEach(async () => {
    await started()[Symbol.asyncDispose]();
  });
  const client = (): LambdaClient => (lambda ??= started().client());
  const send = (command: AnyCommand): Promise<Observed> => observe(client(), command);
  return {
    get api() {
      return started();
    },
    get lambda() {
      return client();
    },
    send,
    play(test, known = {}) {
      const matcher = new RecordingMatcher(recordingOf(file, test), { ...knownPlaceholders, ...known });
      const step = async (
        name: string,
        command: AnyCommand,
        wrap = (seen: Observed): Observed => seen,
      ): Promise<Observed> => {
        const observed = await send(command);
        matcher.expectStep(name, wrap(observed));
        return observed;
      };
      return {
        matcher,
        step: (name, command) => step(name, command),
        createdStep: (name, command) =>
          step(name, command, (seen) => ({ CreateEventSourceMappingResponse: null, CreateFunctionResponse: seen })),
      };
    },
  };
}
