import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { RuntimeFamily, StackCode } from '../../model/index.js';
import { CodeProblem } from './code-problem.js';

interface CompiledFamily {
  /** Files that say "this is source". */
  readonly sources: RegExp;
  /** Entries of the folder that say "this has been built". */
  readonly built: RegExp;
  readonly artifact: string;
}

/** Languages whose source cannot run as it is. */
const compiled: Partial<Readonly<Record<RuntimeFamily, CompiledFamily>>> = {
  java: {
    sources: /^(?:pom\.xml|build\.gradle(?:\.kts)?|src)$/,
    built: /^(?:lib|META-INF|com|org|io|net)$|\.(?:jar|class)$/,
    artifact: 'classes or jars',
  },
  dotnet: { sources: /\.(?:cs|fs)proj$/, built: /\.dll$/, artifact: 'assemblies' },
  go: { sources: /^go\.mod$|\.go$/, built: /^(?:main|bootstrap)$/, artifact: 'a binary' },
  provided: {
    sources: /^(?:go\.mod|Cargo\.toml|Makefile|Package\.swift|CMakeLists\.txt)$|\.(?:go|rs|cpp)$/,
    built: /^bootstrap$/,
    artifact: '"bootstrap"',
  },
};

/** Throws when `code` is the source of a compiled language, naming the command that builds it. */
export function assertBuilt(code: StackCode, family: RuntimeFamily, buildCommand: string): void {
  const rules = compiled[family];
  if (code.kind !== 'folder' || rules === undefined || !existsSync(code.path)) return;
  const entries = readdirSync(code.path);
  if (entries.some((entry) => rules.built.test(entry)) || !entries.some((entry) => rules.sources.test(entry))) return;
  throw new CodeProblem(
    'Hearth.NotBuilt',
    `"${path.normalize(code.path)}" is source and has no ${rules.artifact} yet. Run "${buildCommand}" first.`,
  );
}
