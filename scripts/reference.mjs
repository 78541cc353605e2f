// Writes the reference of all settings, as the options table has it, between the markers of README.md; a unit test finds it stale.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const { outputFiles } = await build({
  entryPoints: [fileURLToPath(new URL('../src/settings/index.ts', import.meta.url))],
  bundle: true,
  write: false,
  platform: 'node',
  format: 'esm',
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire('file:///');" },
});
const code = outputFiles[0]?.text ?? '';
const { settingsReference } = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
const readme = new URL('../README.md', import.meta.url);
writeFileSync(
  readme,
  readFileSync(readme, 'utf8').replace(
    /<!-- reference -->[\s\S]*<!-- \/reference -->/,
    () => `<!-- reference -->\n\n${settingsReference()}\n\n<!-- /reference -->`,
  ),
);
