// npm test [suite…] [-- jest arguments]: runs the suites, each as a Jest of its own, after making what they need.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildTestFunctions } from './build-test-functions.mjs';
import { countTests } from './count-tests.mjs';
import { isDistStale } from './stale-dist.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const results = path.join(root, 'node_modules/.cache/test-results');
const mustBeComplete = process.env.CI === 'true';

const allSuites = ['unit', 'conformance', 'integration', 'acceptance'];
/** Tests in a folder or file of such a name run functions in containers. */
const dockerPath = '/test/(integration|acceptance)/.*(docker|runtimes|compose|image)';
const images = ['nodejs:22', 'nodejs:24', 'python:3.11', 'java:17', 'provided:al2023'];
const runtimeOf = (image) =>
  image
    .replace(/^nodejs:(.*)$/, 'nodejs$1.x')
    .replace(/^provided:/, 'provided.')
    .replace(':', '');

process.exitCode = await main(process.argv.slice(2));

async function main(words) {
  const cut = words.indexOf('--');
  const named = cut < 0 ? words : words.slice(0, cut);
  const jestArguments = cut < 0 ? [] : words.slice(cut + 1);
  const unknown = named.filter((name) => !allSuites.includes(name));
  if (unknown.length > 0) {
    console.error(`Unknown suite: "${unknown[0]}". There are: ${allSuites.join(', ')}.`);
    return 1;
  }
  const suites = named.length > 0 ? named : allSuites;

  const leftOut = await prepare(suites);
  for (const { tests, why, remedy } of leftOut) console.error(`Left out: ${tests}: ${why}. To have them: ${remedy}`);
  if (mustBeComplete && leftOut.length > 0) return 1;

  await mkdir(results, { recursive: true });
  let failed = false;
  for (const suite of suites) {
    console.error(`\n${suite} tests`);
    failed =
      !(await runJest(
        suite,
        leftOut.flatMap((part) => part.ignore),
        jestArguments,
      )) || failed;
  }
  const { passed, failures } = await countTests(suites);
  console.log(`${passed} passed, ${failures} failed`);
  return failed ? 1 : 0;
}

/** Makes what the suites need; answers what has to be left out on this machine. */
async function prepare(suites) {
  const leftOut = [];
  if (suites.every((suite) => suite === 'unit')) return leftOut;
  if (!(await run('moto_server', ['--help'], 'ignore'))) {
    const remedy = 'pip install "moto[server]"';
    leftOut.push({ tests: 'tests with a neighbour', why: 'no moto_server', remedy, ignore: ['/test/.*neighbour'] });
  }
  if (suites.includes('acceptance') && (await isDistStale())) await run('npm', ['run', 'build', '--silent']);
  if (!suites.includes('integration') && !suites.includes('acceptance')) return leftOut;
  for (const { name, reason } of await buildTestFunctions()) {
    const [kind, language] = name.split('/');
    leftOut.push({
      tests: `tests with the test functions of ${name}`,
      why: reason,
      remedy: `install ${language}'s tool chain`,
      ignore: [`/test/acceptance/${folderOf[kind]}/${language}`],
    });
  }
  const tests = 'tests that run functions in containers';
  if (!(await dockerAnswers())) {
    const remedy = 'install Docker and start it (on Debian: sudo apt-get install docker.io), then run npm test again';
    leftOut.push({ tests, why: 'no Docker answers', remedy, ignore: [dockerPath] });
    return leftOut;
  }
  if (process.platform !== 'linux' || !existsSync('/usr/sbin/debootstrap')) {
    const remedy = 'install debootstrap and fakeroot (Debian, Ubuntu)';
    leftOut.push({ tests: 'tests that build images', why: 'no debootstrap', remedy, ignore: ['/image-builder/'] });
  }
  if (suites.includes('acceptance') && (process.getuid?.() !== 0 || !existsSync('/usr/sbin/dockerd'))) {
    const remedy = 'run them as root where docker.io (Debian, Ubuntu) is installed';
    const why = 'only root can start a Docker daemon';
    leftOut.push({ tests: 'tests that restart a Docker daemon', why, remedy, ignore: ['/docker-daemon-'] });
  }
  const missing = await bringImages();
  if (missing.length > 0) {
    const remedy = `node dist/cli.js images pull ${missing.join(' ')}, or images build where no registry is reachable`;
    leftOut.push({ tests, why: `no image for ${missing.join(', ')}`, remedy, ignore: [dockerPath] });
  }
  return leftOut;
}

/** Of test/acceptance, with the tests of the test functions in that folder of test/functions. */
const folderOf = { adapters: 'adapters', 'as-told': 'runtimes', debugged: 'debugging' };

/** Pulls the runtimes' images, or builds them where they cannot be pulled; answers the runtimes still without one. */
async function bringImages() {
  const absent = async () => {
    const found = await Promise.all(
      images.map((image) => run('docker', ['image', 'inspect', official(image)], 'ignore')),
    );
    return images.filter((_image, index) => !found[index]).map(runtimeOf);
  };
  for (const action of ['pull', 'build']) {
    const missing = await absent();
    if (missing.length === 0) return [];
    if (await isDistStale()) await run('npm', ['run', 'build', '--silent']);
    await run('node', ['dist/cli.js', 'images', action, ...missing]);
  }
  return absent();
}

function official(image) {
  return `public.ecr.aws/lambda/${image}`;
}

function dockerAnswers() {
  return run('docker', ['version', '--format', '{{.Server.Version}}'], 'ignore');
}

async function runJest(suite, ignore, jestArguments) {
  const resultFile = path.join(results, `${suite}.json`);
  await rm(resultFile, { force: true });
  return run('node', [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
    `--selectProjects=${suite}`,
    '--json',
    `--outputFile=${resultFile}`,
    // A failed test may leave a child process behind: in CI the suites after it must run all the same.
    ...(mustBeComplete ? ['--forceExit'] : []),
    // Tests of the product mostly wait for containers: two side by side even on two cores.
    ...(suite === 'acceptance' ? ['--maxWorkers=2'] : []),
    ...ignore.map((pattern) => `--testPathIgnorePatterns=${pattern}`),
    ...jestArguments,
  ]);
}

/** Runs a program in the project; answers whether it succeeded. Jest's JSON goes to its file, not to the output. */
function run(command, parameters, output = ['ignore', 'ignore', 'inherit']) {
  return new Promise((resolve) => {
    // The AWS SDK's advice on Node.js versions would stand between the results of every file.
    const env = { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
    const child = spawn(command, parameters, { cwd: root, env, stdio: output });
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
}
