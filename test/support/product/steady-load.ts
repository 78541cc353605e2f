import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';

/** One call of a load, as its caller saw it. */
export interface LoadOutcome {
  readonly functionName: string;
  /** How many calls of the whole load had begun before this one. */
  readonly number: number;
  readonly result: 'served' | 'function-error' | 'refused';
  /** The answer's text, or the error's name and message. */
  readonly text: string;
}

/** A client that is refused tries again after this, as a retrying SDK does. */
const pauseAfterRefusalMs = 25;

/** Callers that invoke functions one call after the other, until they are stopped. */
export class SteadyLoad {
  readonly outcomes: LoadOutcome[] = [];
  #begun = 0;
  #stopping = false;
  readonly #callers: Promise<unknown>;
  readonly #waiting = new Set<() => void>();

  /** One caller per name; a name may come more than once. */
  constructor(
    private readonly client: LambdaClient,
    functionNames: readonly string[],
    private readonly event: object = {},
  ) {
    this.#callers = Promise.all(functionNames.map((name) => this.#callOverAndOver(name)));
  }

  /** Calls begun so far: what begins from now on has this number or a higher one. */
  get begun(): number {
    return this.#begun;
  }

  /** Settles when so many more calls, begun from now on, have ended so. */
  async until(more: number, result: LoadOutcome['result'], functionName?: string): Promise<void> {
    const from = this.#begun;
    const seen = (): number =>
      this.outcomes.filter(
        (outcome) =>
          outcome.number >= from &&
          outcome.result === result &&
          (functionName === undefined || outcome.functionName === functionName),
      ).length;
    while (seen() < more) {
      await new Promise<void>((resolve) => {
        this.#waiting.add(resolve);
      });
    }
  }

  /** Settles when every call has ended. */
  async stop(): Promise<readonly LoadOutcome[]> {
    this.#stopping = true;
    await this.#callers;
    return this.outcomes;
  }

  async #callOverAndOver(functionName: string): Promise<void> {
    while (!this.#stopping) {
      const number = this.#begun;
      this.#begun += 1;
      const outcome = await this.#call(functionName);
      this.outcomes.push({ functionName, number, ...outcome });
      for (const look of this.#waiting) look();
      this.#waiting.clear();
      if (outcome.result !== 'served') await new Promise((resolve) => setTimeout(resolve, pauseAfterRefusalMs));
    }
  }

  async #call(functionName: string): Promise<Pick<LoadOutcome, 'result' | 'text'>> {
    try {
      const { FunctionError, Payload } = await this.client.send(
        new InvokeCommand({ FunctionName: functionName, Payload: Buffer.from(JSON.stringify(this.event)) }),
      );
      const text = Buffer.from(Payload ?? []).toString('utf8');
      return { result: FunctionError === undefined ? 'served' : 'function-error', text };
    } catch (error) {
      return { result: 'refused', text: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
    }
  }
}
