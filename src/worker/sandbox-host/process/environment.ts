import path from 'node:path';
import type { SandboxSpec } from '../sandbox-host.js';
import type { SandboxPlace } from './sandbox-place.js';

/** What AWS sets as LANG and TZ. */
export const defaultLanguage = 'en_US.UTF-8';
export const defaultTimeZone = ':UTC';

/**
 * The whole environment of a sandbox's processes: what Hearth set, with AWS's paths turned into this machine's, and nothing of
 * the user's shell but PATH. What the function itself sets stays as it is.
 */
export function sandboxEnvironment(
  spec: SandboxSpec,
  place: SandboxPlace,
  searchPath: string,
  ofRuntime: Readonly<Record<string, string>>,
): Record<string, string> {
  const defaults: Readonly<Record<string, string>> = {
    LANG: defaultLanguage,
    TZ: defaultTimeZone,
    PATH: [searchPath, path.join(place.optFolder, 'bin')].join(path.delimiter),
    LD_LIBRARY_PATH: libraryPath(place),
    TMPDIR: place.temporaryFolder,
    // AWS sets no HOME; without one libraries would take the user's own, with the credentials in it.
    HOME: path.join(place.folder, 'home'),
    ...ofRuntime,
  };
  const ofFunction = spec.function.environment;
  const given = Object.entries(spec.environment).filter(
    ([name, value]) => name in ofFunction || !isAwsDefault(name, value),
  );
  return {
    ...defaults,
    ...Object.fromEntries(given),
    LAMBDA_TASK_ROOT: place.taskRoot,
    LAMBDA_RUNTIME_DIR: place.runtimeFolder,
  };
}

/** A path as a function on AWS names it, on this machine. */
export function onThisMachine(awsPath: string, place: SandboxPlace): string {
  for (const [prefix, folder] of [
    ['/var/task', place.taskRoot],
    ['/opt', place.optFolder],
    ['/tmp', place.temporaryFolder],
  ] as const) {
    if (awsPath === prefix || awsPath.startsWith(`${prefix}/`)) return folder + awsPath.slice(prefix.length);
  }
  return awsPath;
}

function libraryPath({ taskRoot, optFolder }: SandboxPlace): string {
  return [taskRoot, path.join(taskRoot, 'lib'), path.join(optFolder, 'lib')].join(path.delimiter);
}

/** AWS's own search paths: every folder in them is one of AWS's. */
function isAwsDefault(name: string, value: string): boolean {
  if (!searchPaths.has(name)) return false;
  return value.split(':').every((folder) => awsFolders.some((prefix) => `${folder}/`.startsWith(prefix)));
}

const searchPaths: ReadonlySet<string> = new Set([
  ...['PATH', 'LD_LIBRARY_PATH', 'NODE_PATH', 'PYTHONPATH', 'RUBYLIB', 'GEM_HOME', 'GEM_PATH', 'DOTNET_ROOT'],
  ...['SSL_CERT_FILE', 'NODE_EXTRA_CA_CERTS'],
]);
const awsFolders = ['/var/lang/', '/var/runtime/', '/var/task/', '/opt/', '/usr/', '/bin/', '/lib64/'];
