// Writes the reference of all settings, as the options table has it, between the markers of README.md, and what becomes of LocalStack's
// variables between those of its page; a unit test finds them stale.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const folder = mkdtempSync(path.join(tmpdir(), 'hearth-reference-'));
const outfile = path.join(folder, 'settings.mjs');
await build({
  entryPoints: [fileURLToPath(new URL('../src/settings/index.ts', import.meta.url))],
  bundle: true,
  outfile,
  platform: 'node',
  format: 'esm',
  banner: { js: "import { createRequire as requireFor } from 'node:module'; const require = requireFor('file:///');" },
});
const { localstackReference, settingsReference } = await import(pathToFileURL(outfile));
rmSync(folder, { recursive: true });

/** Puts text between the markers of a Markdown file. */
function write(file, marker, text) {
  const url = new URL(file, import.meta.url);
  const between = new RegExp(`<!-- ${marker} -->[\\s\\S]*<!-- /${marker} -->`);
  const filled = `<!-- ${marker} -->\n\n${text}\n\n<!-- /${marker} -->`;
  writeFileSync(
    url,
    readFileSync(url, 'utf8').replace(between, () => filled),
  );
}

write('../README.md', 'reference', settingsReference());
write('../src/settings/coming-from-localstack.md', 'localstack', localstackReference());
