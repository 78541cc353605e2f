// Adds up what Jest wrote of the suites' last runs. Called by itself it prints the sum of all of them.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const results = path.join(
  path.dirname(path.dirname(fileURLToPath(import.meta.url))),
  'node_modules/.cache/test-results',
);

/** A file that could not be run at all counts as one failure, and so does a suite without a result. */
export async function countTests(suites) {
  let passed = 0;
  let failures = 0;
  for (const suite of suites) {
    const text = await readFile(path.join(results, `${suite}.json`), 'utf8').catch(() => undefined);
    if (text === undefined) {
      failures += 1;
      continue;
    }
    const result = JSON.parse(text);
    passed += result.numPassedTests;
    failures += result.numFailedTests + result.numRuntimeErrorTestSuites;
  }
  return { passed, failures };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = await readdir(results).catch(() => []);
  const { passed, failures } = await countTests(files.map((file) => path.basename(file, '.json')));
  console.log(`${passed} passed, ${failures} failed`);
}
