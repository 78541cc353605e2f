import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

export interface RegistryLogin {
  readonly username: string;
  readonly password: string;
  readonly serveraddress: string;
}

/** The logins that `docker login` has stored: in `config.json` itself, or with a credential helper. */
export class RegistryLogins {
  constructor(private readonly dockerFolder: string) {}

  /** The login for a registry's host, or undefined: then the pull is anonymous. Never rejects. */
  async loginFor(registry: string): Promise<RegistryLogin | undefined> {
    const config = await this.#config();
    const server = registry === 'docker.io' ? 'https://index.docker.io/v1/' : registry;
    const helper = config.credHelpers?.[registry] ?? config.credsStore;
    if (helper !== undefined) {
      const answer = await askHelper(helper, server);
      if (answer !== undefined) return { ...answer, serveraddress: server };
    }
    const stored = config.auths?.[server]?.auth ?? config.auths?.[`https://${registry}`]?.auth;
    if (stored === undefined) return undefined;
    const [username = '', ...password] = Buffer.from(stored, 'base64').toString('utf8').split(':');
    return { username, password: password.join(':'), serveraddress: server };
  }

  async #config(): Promise<DockerConfig> {
    try {
      return JSON.parse(await readFile(path.join(this.dockerFolder, 'config.json'), 'utf8')) as DockerConfig;
    } catch {
      return {};
    }
  }
}

interface DockerConfig {
  readonly auths?: Readonly<Record<string, { readonly auth?: string }>>;
  readonly credsStore?: string;
  readonly credHelpers?: Readonly<Record<string, string>>;
}

/** `docker-credential-<helper> get`: the server on stdin, JSON on stdout. Undefined when it has none or cannot be run. */
function askHelper(helper: string, server: string): Promise<{ username: string; password: string } | undefined> {
  return new Promise((resolve) => {
    const child = spawn(`docker-credential-${helper}`, ['get'], { stdio: ['pipe', 'pipe', 'ignore'], timeout: 10_000 });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
    child.stdin.on('error', () => undefined);
    child.on('error', () => {
      resolve(undefined);
    });
    child.on('close', () => {
      resolve(parseAnswer(output));
    });
    child.stdin.end(server);
  });
}

function parseAnswer(output: string): { username: string; password: string } | undefined {
  try {
    const { Username, Secret } = JSON.parse(output) as { Username?: string; Secret?: string };
    return Username === undefined || Secret === undefined ? undefined : { username: Username, password: Secret };
  } catch {
    return undefined;
  }
}
