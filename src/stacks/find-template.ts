import { existsSync, readFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../base/index.js';

export interface FoundTemplate {
  /** Absolute. */
  readonly file: string;
  /** Which of two templates was taken, and why. */
  readonly notice?: string;
}

const templates = ['template.yaml', 'template.yml', 'template.json'];
const serverless = ['yml', 'yaml', 'json', 'ts', 'js', 'mjs', 'cjs'].map((ending) => `serverless.${ending}`);
const built = path.join('.aws-sam', 'build', 'template.yaml');
const assembly = 'cdk.out';

/**
 * The project file of a folder: a template, else serverless.yml or its like, else CDK's cloud assembly. What `sam build` made is
 * preferred while it is newer than the template and everything beside it.
 */
export async function findTemplate(folder: string): Promise<FoundTemplate> {
  const present = [...templates, ...serverless].filter((name) => existsSync(path.join(folder, name)));
  const [name, ...others] = present;
  const source = name === undefined ? undefined : path.join(folder, name);
  const buildFile = path.join(folder, built);
  if (existsSync(buildFile) && (name === undefined || templates.includes(name))) {
    return preferBuilt(folder, source, buildFile);
  }
  if (source !== undefined && name !== undefined) {
    const left = others.map((other) => `"${other}"`).join(', ');
    return { file: source, ...(left !== '' && { notice: `Using "${name}" and not ${left}. Name another with -t.` }) };
  }
  const output = assemblyFolder(folder);
  if (existsSync(path.join(folder, output, 'manifest.json'))) return foundAssembly(folder, output);
  const names = [...templates, 'serverless.yml', output].map((missing) => `"${missing}"`).join(', ');
  throw new UserError(
    `No template in "${folder}": ${names} are missing. Go to the project's folder or name a file with -t.${hintOf(folder)}`,
  );
}

function hintOf(folder: string): string {
  if (existsSync(path.join(folder, 'cdk.json'))) return ' Run "cdk synth" first: this is a CDK app.';
  const compose = existsSync(path.join(folder, 'serverless-compose.yml'));
  return compose ? ' "serverless-compose.yml" is of several services: go to the folder of one.' : '';
}

async function preferBuilt(folder: string, source: string | undefined, buildFile: string): Promise<FoundTemplate> {
  if (source === undefined) return { file: buildFile, notice: `Using "${built}", made by "sam build".` };
  const { mtimeMs } = await stat(buildFile);
  const newer = await findNewer(folder, mtimeMs);
  if (newer === undefined) {
    return {
      file: buildFile,
      notice: `Using "${built}": what "sam build" made is newer than the sources. Name the template with -t to use the sources.`,
    };
  }
  return {
    file: source,
    notice: `Using "${path.basename(source)}" and not "${built}", which is older than "${path.relative(folder, newer)}". Run "sam build" to use it.`,
  };
}

/** Where `cdk.json` has its assemblies put. */
function assemblyFolder(folder: string): string {
  const file = path.join(folder, 'cdk.json');
  if (!existsSync(file)) return assembly;
  try {
    const { output } = JSON.parse(readFileSync(file, 'utf8')) as { readonly output?: unknown };
    return typeof output === 'string' ? output : assembly;
  } catch {
    return assembly;
  }
}

async function foundAssembly(folder: string, output: string): Promise<FoundTemplate> {
  const file = path.resolve(folder, output, 'manifest.json');
  const { mtimeMs } = await stat(file);
  const newer = await findNewer(folder, mtimeMs);
  const age = newer === undefined ? '' : ` It is older than "${path.relative(folder, newer)}": run "cdk synth" again.`;
  return { file, notice: `Using "${output}", made by "cdk synth".${age}` };
}

// cspell:ignore pycache
/** Folders of what is neither source nor made by hand, or never built. */
const skipped = new Set([
  ...['node_modules', '__pycache__', 'target', 'build', 'dist', 'cdk.out', 'coverage'],
  ...['events', 'test', 'tests', '__tests__', 'docs'],
]);

/** Files that no build reads: logs, words, settings of SAM and of Hearth, and variables for local runs. */
const unbuilt = /\.(?:log|md)$|^samconfig\.|^hearth\.toml$|^(?:env|locals)[^/]*\.json$/;

/** A file below `folder` that was changed after `sinceMs`; hidden folders, packages and build output are not looked at. */
async function findNewer(folder: string, sinceMs: number): Promise<string | undefined> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.') || skipped.has(entry.name) || unbuilt.test(entry.name)) continue;
    const inside = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      const found = await findNewer(inside, sinceMs);
      if (found !== undefined) return found;
    } else if (entry.isFile() && (await stat(inside)).mtimeMs > sinceMs) return inside;
  }
  return undefined;
}
