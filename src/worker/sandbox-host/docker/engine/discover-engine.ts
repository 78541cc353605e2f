import { access, constants } from 'node:fs/promises';
import { messageOf, UserError } from '../../../../base/index.js';
import { connectEngine, type FirstQuestions } from './connect-engine.js';
import { discoverEndpoint } from './discover-endpoint.js';
import type { Engine } from './engine.js';
import type { EngineEndpoint } from './engine-endpoint.js';
import type { UsualSocket } from './usual-sockets.js';

const ANSWER_WITHIN_MS = 10_000;

/** An engine with what it was asked first of all. */
export interface AskedEngine<T> {
  readonly engine: Engine;
  readonly answers: Promise<T>;
}

/**
 * Finds the engine as the docker command does (`DOCKER_HOST`, then the context in force), then on the usual sockets. Someone's
 * explicit choice is never passed over: when it does not answer, that is the error, a `UserError` with the value and the remedy.
 */
export async function discoverEngine(environment: Readonly<Record<string, string>>): Promise<Engine> {
  return (await discoverAndAsk(environment, () => Promise.resolve())).engine;
}

/** The same, without waiting for who the engine is before it is asked more. */
export async function discoverAndAsk<T>(
  environment: Readonly<Record<string, string>>,
  questions: FirstQuestions<T>,
): Promise<AskedEngine<T>> {
  const { chosen, sockets } = await discoverEndpoint(environment);
  return chosen === undefined ? connectUsualSocket(sockets, questions) : connectChosen(chosen, questions);
}

async function connectChosen<T>(endpoint: EngineEndpoint, questions: FirstQuestions<T>): Promise<AskedEngine<T>> {
  try {
    const { docker, facts, answers } = await connectEngine(endpoint, AbortSignal.timeout(ANSWER_WITHIN_MS), questions);
    return { engine: { docker, facts, endpoint, passedOver: [] }, answers };
  } catch (error) {
    throw new UserError(
      `Docker does not answer at "${endpoint.spelled}" (${endpoint.source}): ${reasonOf(error)}. ` +
        `Start the engine, or change ${endpoint.source}; "--sandbox-host process" works without Docker.`,
      { cause: error },
    );
  }
}

async function connectUsualSocket<T>(
  sockets: readonly UsualSocket[],
  questions: FirstQuestions<T>,
): Promise<AskedEngine<T>> {
  const passedOver: string[] = [];
  const refused: string[] = [];
  for (const socket of sockets) {
    const endpoint: EngineEndpoint = {
      address: { kind: 'socket', path: socket.path },
      source: `usual socket of ${socket.label}`,
      spelled: socket.path,
    };
    try {
      if (process.platform !== 'win32') await access(socket.path, constants.F_OK);
      const { docker, facts, answers } = await connectEngine(
        endpoint,
        AbortSignal.timeout(ANSWER_WITHIN_MS),
        questions,
      );
      return { engine: { docker, facts, endpoint, passedOver }, answers };
    } catch (error) {
      const note = `${socket.path} (${socket.label}): ${reasonOf(error)}`;
      passedOver.push(note);
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') refused.push(note);
    }
  }
  throw nothingAnswers(refused);
}

function nothingAnswers(refused: readonly string[]): UserError {
  const tried = refused.length === 0 ? 'no engine listens on any of the usual sockets' : refused.join('; ');
  return new UserError(
    `Docker does not answer: ${tried}. ` +
      'Start Docker (or Podman, Colima, Finch), set DOCKER_HOST, or use "--sandbox-host process".',
  );
}

function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'not there';
  if (code === 'ECONNREFUSED') return 'connection refused, nothing listens';
  if (code === 'EACCES') return 'permission denied (is your user in the group "docker"?)';
  return messageOf(error);
}
