import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { type ProjectFolder, projectFolder } from '../project-folder.js';
import { waitUntil } from '../wait-until.js';
import { RunningCommand } from './running-command.js';
import { SteadyRequests } from './steady-requests.js';

/** What the functions of `reloadedFiles` answer. */
export interface ReloadedAnswer {
  readonly code: string;
  readonly sandbox: string;
  readonly value: string;
  readonly given: string;
  readonly more: string;
  readonly stage: string;
  readonly layer: string;
  readonly memory: string;
}

/** Tells which code, environment and layer it ran with, and in which sandbox. */
export function functionCode(code: string): string {
  return `
const sandbox = Math.random().toString(36).slice(2);
const { VALUE: value = '', GIVEN: given = '', MORE: more = '', STAGE: stage = '' } = process.env;
const memory = process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE;
let layer = '';
try { layer = require('shared'); } catch {}
const answer = { code: '${code}', sandbox, value, given, more, stage, layer, memory };
exports.handler = async () => ({ statusCode: 200, body: JSON.stringify(answer) });
exports.other = async () => ({ statusCode: 200, body: JSON.stringify({ ...answer, code: 'other' }) });
`;
}

interface SandboxRow {
  readonly functionName: string;
  readonly name: string;
  readonly state: string;
}

/** A started `start-api` whose files are edited. */
export class ReloadedProject implements AsyncDisposable {
  private constructor(
    readonly folder: ProjectFolder,
    readonly hearth: RunningCommand,
  ) {}

  static async start(files: Readonly<Record<string, string>>, ...flags: readonly string[]): Promise<ReloadedProject> {
    const folder = await projectFolder(files);
    const words = ['start-api', '--port', '0', '--lambda-port', '0', ...flags];
    const hearth = await RunningCommand.start(words, { folder: folder.path });
    return new ReloadedProject(folder, hearth);
  }

  load(...paths: readonly string[]): SteadyRequests {
    return new SteadyRequests(this.hearth.apiUrl, paths);
  }

  /** Does the edit and settles once the terminal has said `text` after it. */
  async edit(change: () => Promise<unknown>, text: string | RegExp): Promise<void> {
    const from = this.hearth.stderr.length;
    await change();
    const said = (): string => this.hearth.stderr.slice(from);
    await waitUntil(() => (typeof text === 'string' ? said().includes(text) : text.test(said())));
  }

  write(file: string, text: string): Promise<void> {
    return this.folder.write(file, text);
  }

  read(file: string): Promise<string> {
    return readFile(path.join(this.folder.path, file), 'utf8');
  }

  remove(file: string): Promise<void> {
    return rm(path.join(this.folder.path, file), { recursive: true });
  }

  /** Names of the sandboxes of one function, or of all, that are neither starting nor stopping. */
  async sandboxes(name?: string): Promise<readonly string[]> {
    const answer = await fetch(`${this.hearth.awsUrl}/_hearth/sandboxes`);
    const rows = (await answer.json()) as readonly SandboxRow[];
    return rows
      .filter(({ functionName }) => name === undefined || functionName === name)
      .filter(({ state }) => state === 'idle' || state === 'busy')
      .map((row) => row.name);
  }

  async get(where: string): Promise<{ readonly status: number; readonly text: string }> {
    const response = await fetch(new URL(where, this.hearth.apiUrl));
    return { status: response.status, text: await response.text() };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.hearth[Symbol.asyncDispose]();
    await this.folder[Symbol.asyncDispose]();
  }
}

export function answerOf({ text }: { readonly text: string }): ReloadedAnswer {
  return JSON.parse(text) as ReloadedAnswer;
}
