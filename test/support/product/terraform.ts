import { execFile } from 'node:child_process';
import { access, copyFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * The real Terraform with its AWS provider, in a folder and with a configuration of its own. The provider is that of a mirror on this
 * machine, which is looked for where mirrors are kept, so that nobody's configuration and no registry is needed; else Terraform's own
 * ways to find one are tried.
 */
export class Terraform implements AsyncDisposable {
  private constructor(
    private readonly folder: string,
    private readonly variables: Readonly<Record<string, string>>,
  ) {}

  /** Undefined where there is no Terraform, or no provider for it. */
  static async open(configuration: string, code: Buffer, endpoint: string): Promise<Terraform | undefined> {
    const folder = await mkdtemp(path.join(tmpdir(), 'hearth-terraform-'));
    await copyFile(configuration, path.join(folder, 'main.tf'));
    await writeFile(path.join(folder, 'function.zip'), code);
    const mirror = await findMirror();
    const cliConfiguration = path.join(folder, 'cli.tfrc');
    if (mirror !== undefined) await writeFile(cliConfiguration, offlineConfiguration(mirror));
    const terraform = new Terraform(folder, {
      ...(mirror !== undefined && { TF_CLI_CONFIG_FILE: cliConfiguration }),
      TF_VAR_endpoint: endpoint,
      CHECKPOINT_DISABLE: '1',
      TF_IN_AUTOMATION: '1',
    });
    try {
      await terraform.#run('init', '-input=false');
      return terraform;
    } catch (error) {
      await terraform[Symbol.asyncDispose]();
      process.stderr.write(`Terraform cannot be used here, so its test is left out: ${String(error)}\n`);
      return undefined;
    }
  }

  async apply(stage: string): Promise<void> {
    await this.#run('apply', '-auto-approve', '-input=false', `-var=stage=${stage}`);
  }

  /** What Terraform would change; empty when nothing. */
  async plan(stage: string): Promise<readonly string[]> {
    await this.#run('plan', '-input=false', '-out=plan', `-var=stage=${stage}`);
    const { stdout } = await this.#run('show', '-json', 'plan');
    const { resource_changes: changes = [] } = JSON.parse(stdout) as {
      resource_changes?: { address: string; change: { actions: readonly string[] } }[];
    };
    return changes
      .filter(({ change }) => change.actions.some((action) => action !== 'no-op'))
      .map(({ address, change }) => `${address}: ${change.actions.join(', ')}`);
  }

  async destroy(): Promise<void> {
    await this.#run('destroy', '-auto-approve', '-input=false', '-var=stage=bare');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  #run(...words: string[]): Promise<{ stdout: string; stderr: string }> {
    const [command = '', ...rest] = words;
    const flags = command === 'show' ? [] : ['-no-color'];
    return run('terraform', [command, ...flags, ...rest], {
      cwd: this.folder,
      env: { ...process.env, ...this.variables },
      maxBuffer: 64 * 1024 * 1024,
      // A registry that cannot be reached is as good as none.
      ...(command === 'init' && { timeout: 60_000 }),
    });
  }
}

/** Terraform's own places for mirrors and caches, and what people unpack into `/opt`. */
async function findMirror(): Promise<string | undefined> {
  const { HEARTH_TEST_TERRAFORM_PLUGINS: named, TF_PLUGIN_CACHE_DIR: cache } = process.env;
  const unpacked = await readdir('/opt').catch(() => []);
  const candidates = [
    ...[named, cache].filter((folder) => folder !== undefined),
    ...['.terraform.d/plugins', '.terraform.d/plugin-cache', '.local/share/terraform/plugins'].map((folder) =>
      path.join(homedir(), folder),
    ),
    '/usr/local/share/terraform/plugins',
    '/usr/share/terraform/plugins',
    ...unpacked.map((name) => path.join('/opt', name)),
  ];
  for (const folder of candidates) {
    const has = await access(path.join(folder, 'registry.terraform.io/hashicorp/aws')).then(
      () => true,
      () => false,
    );
    if (has) return folder;
  }
  return undefined;
}

function offlineConfiguration(mirror: string): string {
  return `provider_installation {
  filesystem_mirror { path = ${JSON.stringify(mirror)} }
}
`;
}
