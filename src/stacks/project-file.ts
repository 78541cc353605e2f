import { statSync } from 'node:fs';
import type { PseudoParameters } from './resolver/pseudo-parameters.js';

/** What reading a project file of any kind needs. */
export interface ProjectFileOptions {
  /** Absolute. */
  readonly file: string;
  readonly parameterOverrides: Readonly<Record<string, string>>;
  /** `--stage` and `--param`, which only serverless.yml knows. */
  readonly stage?: string | undefined;
  readonly serviceParameters: Readonly<Record<string, string>>;
  readonly pseudo: PseudoParameters;
  /** True: no region that the file names changes that of `pseudo`. */
  readonly regionNamed: boolean;
  /** The same of the account. */
  readonly accountNamed: boolean;
  readonly tell: (notice: string) => void;
  readonly watch: (file: string) => void;
}

export type ProjectFileKind = 'template' | 'serverless' | 'cdk';

/** Told by the name: `serverless.*`, a cloud assembly's `manifest.json` or folder, else a template; every folder is an assembly. */
export function projectFileKind(file: string): ProjectFileKind {
  if (/(?:^|[\\/])serverless[^\\/]*\.(?:ya?ml|json|[cm]?[jt]s)$/.test(file)) return 'serverless';
  const isAssembly = /(?:^|[\\/])manifest\.json$|(?:^|[\\/])cdk\.out$/.test(file);
  return isAssembly || statSync(file, { throwIfNoEntry: false })?.isDirectory() === true ? 'cdk' : 'template';
}
