/* eslint-disable jest/no-export -- called by one test file per sandbox host, so that they run side by side */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rename } from 'node:fs/promises';
import path from 'node:path';
import { waitUntil } from '../wait-until.js';
import { answerOf, functionCode, type ReloadedAnswer, ReloadedProject } from './reloaded-project.js';
import type { RequestOutcome, SteadyRequests } from './steady-requests.js';

/** Edits of every kind of file of a project that is called all the while. */
export function describeReloads(sandboxHost: 'docker' | 'process'): void {
  describe(`a project on the ${sandboxHost} host that is called while it is edited`, () => {
    let project: ReloadedProject;

    beforeAll(async () => {
      const flags = ['--env-vars', 'env.json', '--container-env-vars', 'more.env', '--gates', '0'];
      project = await ReloadedProject.start(projectFiles(), '--sandbox-host', sandboxHost, ...flags);
    }, 60_000);
    afterAll(() => project[Symbol.asyncDispose]());

    it('swaps the code of the saved function alone', async () => {
      const answers = await answersAround(
        () => project.write('edited/index.js', functionCode('second')),
        'function "Edited" updated.',
      );

      expect(newest(answers, 'code')).toEqual(['second']);
    });

    it('takes a file that an editor puts in the place of the old one', async () => {
      const answers = await answersAround(
        () => replace('edited/index.js', functionCode('third')),
        'function "Edited" updated.',
      );

      expect(newest(answers, 'code')).toEqual(['third']);
    });

    it.each([
      ['an environment variable', 'VALUE: first', 'VALUE: next', { value: 'next' }],
      ['the memory', 'MemorySize: 128', 'MemorySize: 256', { memory: '256' }],
      ['the timeout', 'Timeout: 10', 'Timeout: 20', {}],
      ['the handler', 'Handler: index.handler # edited', 'Handler: index.other # edited', { code: 'other' }],
    ])('swaps the function when %s was changed in the template', async (_what, from, to, expected) => {
      const answers = await answersAround(() => editTemplate(from, to), 'function "Edited" updated.');

      expect(newestAnswers(answers)).toEqual(newestAnswers(answers).map((answer) => ({ ...answer, ...expected })));
      await project.edit(() => editTemplate(to, from), 'function "Edited" updated.');
    });

    it('swaps the function whose variables were changed in the file of --env-vars', async () => {
      const answers = await answersAround(
        () => project.write('env.json', JSON.stringify({ Edited: { GIVEN: 'other' } })),
        'function "Edited" updated.',
      );

      expect(newest(answers, 'given')).toEqual(['other']);
    });

    it('swaps every function when a .env file for all was changed', async () => {
      await using load = project.load('/edited', '/stable');
      await load.untilAnswered(3, '/edited', '/stable');
      await project.edit(() => project.write('more.env', 'MORE=more\n'), '"Edited", "Stable", "Child/Nested" updated');
      const from = load.begun;
      await load.untilAnswered(3, '/edited', '/stable');
      const outcomes = await load.stop();

      expect(failed(outcomes)).toEqual([]);
      expect(newest({ from, load }, 'more')).toEqual(['more']);
    });

    it('swaps the function whose parameter was changed in samconfig.toml', async () => {
      const answers = await answersAround(
        () => project.write('samconfig.toml', samConfig('two')),
        'function "Edited" updated.',
      );

      expect(newest(answers, 'stage')).toEqual(['two']);
    });

    it('swaps the functions whose layer was changed', async () => {
      const answers = await answersAround(
        () => project.write('layer/nodejs/node_modules/shared/index.js', 'module.exports = "second layer";'),
        'function "Edited" updated.',
      );

      expect(newest(answers, 'layer')).toEqual(['second layer']);
    });

    it('adds a function with its route, and removes both', async () => {
      await undisturbed(['/stable', '/edited'], async () => {
        await project.edit(
          () => editTemplate('# more', functionResource('Added', 'edited', '/added')),
          'function "Added" added; route "GET /added" added.',
        );
        const added = await project.get('/added');
        await project.edit(
          () => editTemplate(functionResource('Added', 'edited', '/added'), '# more'),
          'function "Added" removed; route "GET /added" removed.',
        );
        const removed = await project.get('/added');

        expect([added.status, removed.status]).toEqual([200, 404]);
      });
    });

    it('removes a function that is called with its route: each call is answered or not found', async () => {
      const resource = functionResource('Leaving', 'edited', '/leaving');
      await project.edit(() => editTemplate('# more', resource), 'route "GET /leaving" added.');
      await using load = project.load('/leaving', '/leaving', '/leaving', '/leaving');
      await load.untilAnswered(20, '/leaving');

      await project.edit(() => editTemplate(resource, '# more'), 'route "GET /leaving" removed.');
      const from = load.begun;
      await load.untilAnswered(20, '/leaving');
      const outcomes = await load.stop();

      expect(outcomes.filter(({ status }) => status !== 200 && status !== 404)).toEqual([]);
      expect(load.since(from, '/leaving').filter(({ status }) => status !== 404)).toEqual([]);
      await waitUntil(async () => (await project.sandboxes('Leaving')).length === 0);
    });

    it('moves a route to another path: the old one is answered until then, the new one from then on', async () => {
      await using load = project.load('/stable', '/edited', '/edited');
      await load.untilAnswered(3, '/stable', '/edited');

      await project.edit(() => editTemplate('Path: /edited', 'Path: /moved'), 'route "GET /moved" added');
      const from = load.begun;
      await using moved = project.load('/moved', '/moved');
      await moved.untilAnswered(3, '/moved');
      await load.untilAnswered(3, '/edited');
      const [outcomes, later] = [await load.stop(), await moved.stop()];
      await project.edit(() => editTemplate('Path: /moved', 'Path: /edited'), 'route "GET /edited" added');

      expect(outcomes.filter(({ status }) => status !== 200 && status !== 404)).toEqual([]);
      expect(load.since(from, '/edited').filter(({ status }) => status !== 404)).toEqual([]);
      expect(failed(later)).toEqual([]);
      expect(failed(load.since(0, '/stable'))).toEqual([]);
    });

    it.each([
      ['an OpenAPI body that DefinitionUri names', 'openapi.yaml'],
      ['an OpenAPI body that AWS::Include brings in', 'included.yaml'],
    ])('adds the route that was added to %s', async (_what, file) => {
      const body = openApi(file);
      const route = `/from-${path.parse(file).name}`;
      await undisturbed(['/stable', '/edited'], async () => {
        await project.edit(() => project.write(file, body + openApiRoute(route)), `route "GET ${route}" added.`);
        const added = await project.get(route);
        await project.edit(() => project.write(file, body), `route "GET ${route}" removed.`);

        expect(answerOf(added)).toMatchObject({ code: 'stable' });
      });
    });

    it('swaps the function of a nested template that was edited', async () => {
      await using load = project.load('/nested', '/stable');
      await load.untilAnswered(3, '/nested', '/stable');
      const warm = await project.sandboxes('Stable');

      await project.edit(
        () => project.write('child.yaml', nestedTemplate('changed')),
        'function "Child/Nested" updated.',
      );
      const from = load.begun;
      await load.untilAnswered(3, '/nested', '/stable');
      const outcomes = await load.stop();

      expect(failed(outcomes)).toEqual([]);
      expect(load.since(from, '/nested').map((outcome) => answerOf(outcome).value)).toContain('changed');
      expect(new Set(load.since(from, '/nested').map((outcome) => answerOf(outcome).value)).size).toBe(1);
      expect(await project.sandboxes('Stable')).toEqual(expect.arrayContaining([...warm]));
    });

    it.each([
      ['template.yaml', 'Resources: [', /template\.yaml:\d+:\d+: .*What was loaded before goes on/s],
      ['env.json', '{ "Edited": ', /env\.json.*What was loaded before goes on/s],
      ['samconfig.toml', 'version = ', /samconfig\.toml.*What was loaded before goes on/s],
      ['openapi.yaml', 'paths: [', /openapi\.yaml.*What was loaded before goes on/s],
      ['included.yaml', 'paths: [', /included\.yaml.*What was loaded before goes on/s],
      ['child.yaml', 'Resources: [', /child\.yaml.*What was loaded before goes on/s],
    ])(
      'goes on with what it had while %s is broken, says so, and takes it when it is healed',
      async (file, broken, message) => {
        const text = await project.read(file);
        await undisturbed(['/stable', '/edited', '/nested'], async (load) => {
          await project.edit(() => project.write(file, broken), message);
          await load.untilAnswered(3, '/stable', '/edited', '/nested');
          await project.edit(() => project.write(file, text), 'The project can be loaded again.');
        });
      },
    );

    it('goes on with what it had while its code is built anew', async () => {
      await using load = project.load('/stable', '/edited', '/edited');
      await load.untilAnswered(3, '/stable', '/edited');

      await project.edit(() => project.remove('edited'), 'Function "Edited" cannot be loaded');
      await load.untilAnswered(3, '/stable', '/edited');
      await project.edit(() => project.write('edited/index.js', functionCode('built')), 'function "Edited" updated.');
      const from = load.begun;
      await load.untilAnswered(3, '/stable', '/edited');
      const outcomes = await load.stop();

      expect(failed(outcomes)).toEqual([]);
      expect(newest({ from, load }, 'code')).toEqual(['built']);
    });

    /** Edits under load of two functions; only `/edited` may change, and nothing may fail. */
    async function answersAround(change: () => Promise<unknown>, says: string): Promise<Answers> {
      await using load = project.load('/edited', '/edited', '/edited', '/stable', '/stable');
      await load.untilAnswered(5, '/edited', '/stable');
      const warm = await project.sandboxes('Stable');
      await project.edit(change, says);
      const from = load.begun;
      await load.untilAnswered(5, '/edited', '/stable');
      const outcomes = await load.stop();

      expect(failed(outcomes)).toEqual([]);
      expect(warm.length).toBeGreaterThan(0);
      expect(await project.sandboxes('Stable')).toEqual(expect.arrayContaining([...warm]));
      return { from, load };
    }

    /** Edits under load of these paths; no request may fail, and no sandbox end. */
    async function undisturbed(paths: readonly string[], work: (load: SteadyRequests) => Promise<void>): Promise<void> {
      await using load = project.load(...paths);
      await load.untilAnswered(3, ...paths);
      const warm = await project.sandboxes();
      await work(load);
      await load.untilAnswered(3, ...paths);
      const outcomes = await load.stop();

      expect(failed(outcomes)).toEqual([]);
      expect(await project.sandboxes()).toEqual(expect.arrayContaining([...warm]));
    }

    async function editTemplate(from: string, to: string): Promise<void> {
      const text = await project.read('template.yaml');
      await project.write('template.yaml', text.replace(from, to));
    }

    async function replace(file: string, text: string): Promise<void> {
      await project.write(`${file}.draft`, text);
      await rename(path.join(project.folder.path, `${file}.draft`), path.join(project.folder.path, file));
    }
  });
}

interface Answers {
  /** The first request that began after the swap was told. */
  readonly from: number;
  readonly load: SteadyRequests;
}

function newestAnswers({ from, load }: Answers): readonly ReloadedAnswer[] {
  return load.since(from, '/edited').map(answerOf);
}

/** Every different value of one key since the swap. */
function newest(answers: Answers, key: keyof ReloadedAnswer): readonly string[] {
  return [...new Set(newestAnswers(answers).map((answer) => answer[key]))];
}

function failed(outcomes: readonly RequestOutcome[]): readonly RequestOutcome[] {
  return outcomes.filter(({ status }) => status !== 200);
}

function projectFiles(): Readonly<Record<string, string>> {
  return {
    'template.yaml': template,
    'child.yaml': nestedTemplate('nested'),
    'openapi.yaml': openApi('openapi.yaml'),
    'included.yaml': openApi('included.yaml'),
    'env.json': JSON.stringify({ Edited: { GIVEN: 'given' } }),
    'more.env': 'MORE=few\n',
    'samconfig.toml': samConfig('one'),
    'edited/index.js': functionCode('first'),
    'stable/index.js': functionCode('stable'),
    'layer/nodejs/node_modules/shared/index.js': 'module.exports = "first layer";',
  };
}

const template = `
Transform: AWS::Serverless-2016-10-31
Parameters: { Stage: { Type: String, Default: none } }
Globals: { Function: { Runtime: nodejs22.x } }
Resources:
  Edited:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: edited
      Handler: index.handler # edited
      MemorySize: 128
      Timeout: 10
      Layers: [!Ref Shared]
      Environment: { Variables: { VALUE: first, GIVEN: none, STAGE: !Ref Stage, MORE: none } }
      Events: { Get: { Type: HttpApi, Properties: { Method: GET, Path: /edited } } }
  Stable:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: stable
      Handler: index.handler
      Timeout: 11
      Environment: { Variables: { MORE: none } }
      Events: { Get: { Type: HttpApi, Properties: { Method: GET, Path: /stable } } }
  Shared: { Type: AWS::Serverless::LayerVersion, Properties: { ContentUri: layer } }
  ByUri: { Type: AWS::Serverless::HttpApi, Properties: { DefinitionUri: openapi.yaml } }
  ByInclude:
    Type: AWS::Serverless::HttpApi
    Properties: { DefinitionBody: { 'Fn::Transform': { Name: AWS::Include, Parameters: { Location: included.yaml } } } }
  Child: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: child.yaml } }
  # more
`;

function functionResource(name: string, code: string, route: string): string {
  return `${name}:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: ${code}
      Handler: index.handler
      Events: { Get: { Type: HttpApi, Properties: { Method: GET, Path: ${route} } } }`;
}

function nestedTemplate(value: string): string {
  return `
Transform: AWS::Serverless-2016-10-31
Resources:
  Nested:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: stable
      Handler: index.handler
      Runtime: nodejs22.x
      Environment: { Variables: { VALUE: ${value}, MORE: none } }
      Events: { Get: { Type: HttpApi, Properties: { Method: GET, Path: /nested } } }
`;
}

function openApi(file: string): string {
  const { name } = path.parse(file);
  return `openapi: 3.0.1\ninfo: { title: ${name}, version: '1' }\npaths:${openApiRoute(`/${name}`)}`;
}

function openApiRoute(route: string): string {
  return `
  ${route}:
    get:
      x-amazon-apigateway-integration:
        type: aws_proxy
        httpMethod: POST
        payloadFormatVersion: '2.0'
        uri: arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:Stable/invocations
`;
}

function samConfig(stage: string): string {
  return `version = 0.1\n[default.global.parameters]\nparameter_overrides = "Stage=${stage}"\n`;
}
