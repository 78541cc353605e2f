// cspell:ignore htp sqss timout gett Vaule slef auht
import { describe, expect, it } from '@jest/globals';
import { serviceOf } from '../../../support/service-of.js';

const head = 'service: shop\nprovider: { name: aws, runtime: nodejs22.x }\n';

async function told(text: string): Promise<readonly string[]> {
  const { notices } = await serviceOf(head + text);
  return notices.map((notice) => notice.replace(/^.*serverless\.yml/, 'serverless.yml'));
}
const events = (list: string): string => `functions:\n  hello:\n    handler: index.handler\n    events: [${list}]\n`;

// Serverless Framework, "Configuration validation": what it refuses, in its words and with its paths.
describe('an event of serverless.yml', () => {
  it.each([
    [
      '{ htp: GET /x }',
      /"functions\.hello\.events\[0\]" is an event "htp", which Serverless does not know\. Did you mean "http"\?$/,
    ],
    ['sqss', /\[0\]" is an event "sqss", which Serverless does not know\. Did you mean "sqs"\?$/],
    [
      '{ http: { path: x, method: gett } }',
      /"functions\.hello\.events\[0\]\.http" is "gett"; it must be .*Did you mean "GET"\?$/,
    ],
    ['{ httpApi: GETT /x }', /"functions\.hello\.events\[0\]\.httpApi" is "GETT"; /],
    ['{ httpApi: "GET /{a+}/b" }', /is "\/\{a\+\}\/b"; "\{a\+\}" must be its last part\.$/],
    ['{ http: GET }', /"functions\.hello\.events\[0\]\.http" is "GET"; write the verb and the path/],
    ['{ http: }', /"functions\.hello\.events\[0\]\.http" is empty\. Write the verb and the path/],
    ['3', /"functions\.hello\.events\[0\]" is no event\. Name one/],
  ])('that Serverless refuses is told with its place, and makes no route: %s', async (event, message) => {
    const { apis, notices } = await serviceOf(head + events(event));

    expect(notices).toEqual([expect.stringMatching(/serverless\.yml:6:\d+: "/)]);
    expect(notices).toEqual([expect.stringMatching(message)]);
    expect(apis).toEqual([]);
  });

  it.each(["'*'", 'GET /x', '{ path: "/x/{id}", method: any }', '{ method: "*", path: "*" }'])(
    'may be written as Serverless has it: httpApi: %s',
    async (event) => {
      expect(await told(events(`{ httpApi: ${event} }`))).toEqual([]);
    },
  );

  it('has its settings below it', async () => {
    expect(
      await told('functions:\n  hello:\n    handler: index.handler\n    events:\n      - http:\n        path: /x\n'),
    ).toEqual([
      'serverless.yml:7:9: "functions.hello.events[0]" has "path" beside "http". Indent it below "http".',
      expect.stringContaining('"functions.hello.events[0].http" is empty'),
    ]);
  });

  it('names an authorizer of the service', async () => {
    const notices = await told(
      `${events('{ http: { path: x, method: get, authorizer: auht } }')}  auth: { handler: index.handler }\n`,
    );

    expect(notices).toEqual([
      expect.stringMatching(
        /:6:\d+: "functions\.hello\.events\[0\]\.http\.authorizer" is "auht", .* Did you mean "auth"\?$/,
      ),
    ]);
  });
});

describe('keys of serverless.yml', () => {
  it('that Serverless does not know are told', async () => {
    expect(await told('function: {}\nfunctions: { hello: { handler: index.handler, timout: 3 } }\n')).toEqual([
      'serverless.yml:3:1: "function" is a property that Serverless does not know. Did you mean "functions"?',
      'serverless.yml:4:47: "functions.hello.timout" is a property that Serverless does not know. Did you mean "timeout"?',
    ]);
  });

  it('may be those of a plugin', async () => {
    expect(await told('x-common: {}\nplugins: [serverless-step-functions]\nstepFunctions: {}\n')).toEqual([
      expect.stringContaining('Plugins are not run'),
    ]);
  });

  it('of a function stand below it', async () => {
    expect(await told('functions:\n  hello:\n  handler: index.handler\n')).toEqual([
      'serverless.yml:4:3: "functions.hello" is empty. Give it a "handler" below.',
      'serverless.yml:5:3: "functions.handler" is no function. Indent it below the function that it belongs to.',
    ]);
  });
});

describe('what Serverless would not judge', () => {
  it.each([
    ['unknown keys where validation is off', 'configValidationMode: off', 'timeouts: 3', 'httpApi: GET /x'],
    ['keys and events that a plugin may have declared', 'plugins: [serverless-other]', 'timeouts: 3', 'other: GET /x'],
  ])('is not told: %s', async (_, top, key, event) => {
    const notices = await told(
      `${top}\nfunctions: { a: { handler: index.handler, ${key}, events: [{ ${event} }] } }\n`,
    );

    expect(notices.filter((notice) => notice.includes('does not know'))).toEqual([]);
  });
});

describe('what is wrong with a function of serverless.yml', () => {
  it('is told by the names that it has there', async () => {
    const { functions } = await serviceOf(
      `${head}functions: { a: {}, b: { handler: index.handler, runtime: nodejs22 } }\n`,
    );

    expect(functions.map(({ problem }) => problem?.message)).toEqual([
      'It has no "handler". Name the file and function that it calls.',
      'Its runtime "nodejs22" is none of Lambda\'s. Correct "runtime". Did you mean "nodejs22.x"?',
    ]);
  });

  it('may be a source of a variable that is none', async () => {
    const notices = await told(
      'functions: { a: { handler: index.handler, environment: { AB: "${slef:custom.x}" } } }\n',
    );

    expect(notices).toEqual([
      expect.stringContaining('"slef:custom.x" is of no source that Serverless knows. Did you mean "self".'),
    ]);
  });
});
