import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ProjectFolder, projectFolder } from '../../support/project-folder.js';
import { answerOf, functionCode, ReloadedProject } from '../../support/product/reloaded-project.js';
import { waitUntil } from '../../support/wait-until.js';

const template = `
Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Runtime: nodejs22.x, Handler: index.handler } }
Resources:
  FnA:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: a/dist
      Events: { Get: { Type: HttpApi, Properties: { Method: GET, Path: /a } } }
  FnB:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: b/dist
      Events: { Get: { Type: HttpApi, Properties: { Method: GET, Path: /b } } }
`;

/** A build as bundlers are: it empties its output first, takes its time (until the gate is opened), and fails on what it cannot read. */
const script = `
set -e
[ ! -p "$2" ] || cat "$2" > /dev/null
rm -rf $1/dist
grep -q handler $1/source.js || { echo "$1/source.js: no handler" >&2; exit 2; }
mkdir -p $1/dist
cp $1/source.js $1/dist/index.js
`;

describe('functions that are built, and called while they are edited', () => {
  let project: ReloadedProject;
  let places: ProjectFolder;

  beforeAll(async () => {
    places = await projectFolder();
    const flags = ['a', 'b'].flatMap((name) => ['--build', `Fn${name.toUpperCase()}=sh build.sh ${name} ${gate()}`]);
    const files = {
      'template.yaml': template,
      'build.sh': script,
      'a/source.js': functionCode('first'),
      'b/source.js': functionCode('stable'),
    };
    project = await ReloadedProject.start(files, '--sandbox-host', 'process', ...flags);
  });
  afterAll(async () => {
    await project[Symbol.asyncDispose]();
    await places[Symbol.asyncDispose]();
  });

  it('are built and swapped alone when their own source was saved', async () => {
    const from = project.hearth.stderr.length;
    await using load = project.load('/a', '/a', '/b');
    await load.untilAnswered(3, '/a', '/b');
    const warm = await project.sandboxes('FnB');

    await project.edit(() => project.write('a/source.js', functionCode('second')), 'function "FnA" updated.');
    const swapped = load.begun;
    await load.untilAnswered(3, '/a', '/b');
    const outcomes = await load.stop();

    expect(outcomes.filter(({ status }) => status !== 200)).toEqual([]);
    expect(new Set(load.since(swapped, '/a').map((outcome) => answerOf(outcome).code))).toEqual(new Set(['second']));
    expect(project.hearth.stderr.slice(from)).not.toContain('Building "FnB"');
    expect(await project.sandboxes('FnB')).toEqual(expect.arrayContaining([...warm]));
  });

  it('go on as they were while their build fails, which is shown, and are swapped when it works again', async () => {
    await using load = project.load('/a', '/a', '/b');
    await load.untilAnswered(3, '/a', '/b');

    await project.edit(
      () => project.write('a/source.js', 'nothing'),
      /Function "FnA" cannot be loaded: The build of "FnA" failed \(2\): "sh build\.sh a [^"]*"\.\n.*a\/source\.js: no handler\n.*What was loaded before goes on\./,
    );
    await load.untilAnswered(3, '/a', '/b');
    await project.edit(() => project.write('a/source.js', functionCode('healed')), 'function "FnA" updated.');
    const swapped = load.begun;
    await load.untilAnswered(3, '/a', '/b');
    const outcomes = await load.stop();

    expect(outcomes.filter(({ status }) => status !== 200)).toEqual([]);
    expect(new Set(load.since(swapped, '/a').map((outcome) => answerOf(outcome).code))).toEqual(new Set(['healed']));
  });

  it('are built once more for two edits during a build', async () => {
    await using load = project.load('/a', '/b');
    await load.untilAnswered(3, '/a', '/b');
    execFileSync('mkfifo', [gate()]);
    const from = project.hearth.stderr.length;
    const builds = (): number => project.hearth.stderr.slice(from).split('Building "FnA"').length - 1;

    await project.write('a/source.js', functionCode('one'));
    await waitUntil(() => builds() === 1);
    await project.write('a/source.js', functionCode('two'));
    await project.write('a/source.js', functionCode('three'));
    await writeFile(gate(), 'open');
    await waitUntil(() => builds() === 2);
    await writeFile(gate(), 'open');
    await waitUntil(async () => answerOf(await project.get('/a')).code === 'three');
    const outcomes = await load.stop();

    expect(builds()).toBe(2);
    expect(outcomes.filter(({ status }) => status !== 200)).toEqual([]);
  });

  function gate(): string {
    return path.join(places.path, 'gate');
  }
});
