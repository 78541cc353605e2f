import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * The real Terraform with its AWS provider, in a folder of its own. The provider is taken from where this machine's Terraform finds it
 * (its configuration, its mirrors, its registry) or from the folder that `HEARTH_TEST_TERRAFORM_PLUGINS` names.
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
    const terraform = new Terraform(folder, {
      TF_VAR_endpoint: endpoint,
      CHECKPOINT_DISABLE: '1',
      TF_IN_AUTOMATION: '1',
    });
    const plugins = process.env['HEARTH_TEST_TERRAFORM_PLUGINS'];
    try {
      await terraform.#run('init', '-input=false', ...(plugins === undefined ? [] : [`-plugin-dir=${plugins}`]));
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
