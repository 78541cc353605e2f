// Builds the package into dist/: the command and the module as ESM, the module as CommonJS too (Jest without configuration loads it),
// the types, and the data files that are read at run time.
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import ts from 'typescript';
import { jsonAsText } from './json-as-text.mjs';
import { lightDockerode } from './light-dockerode.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
const { dependencies, optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const packages = [...Object.keys(dependencies), ...Object.keys(optionalDependencies)];

// Built aside and moved at the end: what runs from dist/ meanwhile, or a build that fails, finds it whole.
const output = `dist.${process.pid}`;
process.on('exit', () => rmSync(output, { recursive: true, force: true }));
const shared = { bundle: true, platform: 'node', target: 'node20', logLevel: 'warning', sourcemap: false };
shared.plugins = [lightDockerode, jsonAsText];
await Promise.all([
  build({
    ...shared,
    entryPoints: { cli: 'src/cli/main.ts', index: 'src/index.ts' },
    outdir: output,
    format: 'esm',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    // Bundled packages that are CommonJS ask for Node's own modules with it.
    banner: {
      js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
    },
    external: packages,
  }),
  build({
    ...shared,
    entryPoints: ['src/index.ts'],
    outfile: path.join(output, 'index.cjs'),
    format: 'cjs',
    // Packages that are ESM only go into the bundle, and import() becomes require: plain Jest can do neither.
    external: packages.filter((name) => !isEsmOnly(name)),
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': 'moduleUrl' },
    banner: { js: 'const moduleUrl = require("node:url").pathToFileURL(__filename).href;' },
  }),
]);

const command = path.join(output, 'cli.js');
writeFileSync(command, `#!/usr/bin/env node\n${readFileSync(command, 'utf8')}`);
chmodSync(command, 0o755);
cpSync('src/worker/sandbox-host/process/clients', path.join(output, 'process-clients'), {
  recursive: true,
  filter: (source) => path.basename(source) !== '__pycache__',
});
writeTypes();
rmSync('dist', { recursive: true, force: true });
renameSync(output, 'dist');

/** A package that `require` cannot load: no `require` or default condition beside `import`, and `"type": "module"`. */
function isEsmOnly(name) {
  if (builtinModules.includes(name)) return false;
  const file = path.join('node_modules', name, 'package.json');
  // An optional package that this machine could not install is not bundled either.
  if (!existsSync(file)) return false;
  const description = JSON.parse(readFileSync(file, 'utf8'));
  if (description.type !== 'module') return false;
  const main = description.exports?.['.'] ?? description.exports;
  return JSON.stringify(main ?? {}).includes('"require"') === false;
}

/** One self-contained file of declarations, for `import` and for `require`: the public types live in one folder and name nothing else. */
function writeTypes() {
  const folder = 'src/emulator/node-api';
  const files = ['emulator-settings.ts', 'function-definition.ts', 'hearth-emulator.ts', 'create-emulator.ts'];
  const declarations = files.map((file) => {
    const text = readFileSync(path.join(folder, file), 'utf8');
    const { outputText, diagnostics } = ts.transpileDeclaration(text, {
      compilerOptions: { target: ts.ScriptTarget.ES2022 },
    });
    if (diagnostics?.length > 0)
      throw new Error(`${file}: ${ts.flattenDiagnosticMessageText(diagnostics[0].messageText, ' ')}`);
    return outputText.replaceAll(/^import .*;\n/gm, '').replaceAll(/^export \{\};\n/gm, '');
  });
  const types = ['/// <reference types="node" />', '/// <reference lib="esnext.disposable" />', ...declarations].join(
    '\n',
  );
  mkdirSync(path.join(output, 'types'));
  for (const name of ['index.d.ts', 'index.d.cts']) writeFileSync(path.join(output, 'types', name), types);
}
