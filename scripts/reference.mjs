// Writes the reference of all settings, as the options table has it, between the markers of README.md, and what becomes of LocalStack's
// variables between those of its page; a unit test finds them stale.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const { outputFiles } = await build({
  entryPoints: [fileURLToPath(new URL('../src/settings/index.ts', import.meta.url))],
  bundle: true,
  write: false,
  platform: 'node',
  format: 'esm',
  banner: { js: "import { createRequire as requireFor } from 'node:module'; const require = requireFor('file:///');" },
});
const code = outputFiles[0]?.text ?? '';
const { localstackReference, settingsReference } = await import(
  `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`
);

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
