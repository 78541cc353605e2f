import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createEmulator, type HearthEmulator } from '../../../src/index.js';
import { fuzzedRequest, visible } from '../../support/fuzzed-requests.js';
import { until } from '../../support/open-files.js';
import { type ProjectFolder, projectFolder } from '../../support/project-folder.js';
import { exchangeRaw, statusesIn } from '../../support/raw-exchange.js';

const batches = 120;
const batchSize = 50;

/** What the model of Invoke declares, 501 for other services, and what the HTTP server itself answers to what is no request. */
const declared = new Set([100, 200, 202, 204, 400, 403, 404, 405, 408, 409, 413, 415, 429, 431, 501]);

/** What is right shall come often, that what is wrong is met in all states. */
function many(...values: readonly string[]): readonly string[] {
  return Array.from({ length: 6 }, () => values).flat();
}

const name = fc.oneof(
  {
    weight: 16,
    arbitrary: fc.constantFrom(
      'Echo',
      'Echo',
      'arn:aws:lambda:us-east-1:000000000000:function:Echo',
      '000000000000:function:Echo:$LATEST',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'Nobody',
      '',
      '%',
      '%00',
      '..',
      '%2e%2e',
      'Echo:1',
      'Echo%3A%24LATEST',
      `E${'x'.repeat(200)}`,
    ),
  },
  visible(80),
);
const paths = fc.oneof(
  {
    weight: 16,
    arbitrary: fc
      .tuple(
        name,
        fc.constantFrom('', '', '?Qualifier=$LATEST', '?Qualifier=%', '?Qualifier=', '?Qualifier=7&Qualifier=8'),
      )
      .map(([segment, query]) => `/2015-03-31/functions/${segment}/invocations${query}`),
  },
  name.map((segment) => `/2021-11-15/functions/${segment}/response-streaming-invocations`),
  name.map((segment) => `/2014-11-13/functions/${segment}/invoke-async`),
  visible(120).map((text) => `/${text}`),
  fc.constantFrom(
    '*',
    '/',
    '//',
    'http://other/2015-03-31/functions/Echo/invocations',
    '/2015-03-31/functions//invocations',
    '/2015-03-31/functions/?MaxItems=x',
  ),
);
const request = fuzzedRequest({
  methods: [...Array.from({ length: 12 }, () => 'POST'), 'GET', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH'],
  paths,
  headers: {
    'X-Amz-Invocation-Type': [...many('RequestResponse', 'DryRun', 'Event'), 'event', ''],
    'X-Amz-Log-Type': ['Tail', 'None', 'All'],
    'X-Amz-Client-Context': ['e30=', 'bm8=', '!', Buffer.from('{"custom":{"a":"ü\\u0000\\n"}}').toString('base64')],
    'X-Amzn-Trace-Id': ['Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1', ';;;=', 'Root='],
    'X-Amz-Tenant-Id': ['t'],
    'Content-Type': ['application/json', 'application/x-amz-json-1.1', 'text/plain'],
    'X-Amz-Target': ['AWSLambda.Invoke', 'Logs_20140328.DescribeLogGroups'],
    Authorization: [
      'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=0',
      'AWS4-HMAC-SHA256 Credential=///',
      'Basic x',
    ],
    'Accept-Encoding': ['gzip', 'identity;q=0'],
  },
  bodies: [
    ...many('{}'),
    '{}',
    '{"a":[1,2,{"b":null}]}',
    '"text"',
    '0',
    'null',
    '',
    ' ',
    '{"a":1',
    '[1,]',
    '{"\\ud800":1}',
    '\u0000',
    '{"FunctionName":"x"}',
  ],
});

let folder: ProjectFolder;
let hearth: HearthEmulator;
const failures: string[] = [];

beforeAll(async () => {
  folder = await projectFolder();
  hearth = await createEmulator({
    folder: folder.path,
    sandboxHost: 'process',
    onMessage: (level, message) => {
      if (level === 'error') failures.push(message);
    },
  });
  await hearth.deploy({ name: 'Echo', code: { inline: 'exports.handler = async (event) => event;' } });
});
afterAll(async () => {
  await hearth.stop();
  await folder[Symbol.asyncDispose]();
});

it(`${batches * batchSize} random and mutated requests get declared answers, and leave everything as it was`, async () => {
  const port = Number(new URL(hearth.awsUrl).port);
  const seen = new Map<number, number>();

  await fc.assert(
    fc.asyncProperty(fc.array(request, { minLength: batchSize, maxLength: batchSize }), async (batch) => {
      await Promise.all(
        batch.map(async (sent) => {
          const text = await exchangeRaw(port, sent);
          const statuses = statusesIn(text);
          for (const status of statuses) seen.set(status, (seen.get(status) ?? 0) + 1);
          const isFine = statuses.every((status) => declared.has(status)) && (statuses.length > 0 || !sent.complete);
          if (!isFine)
            throw new Error(`${JSON.stringify(sent.bytes.toString('latin1'))}\nwas answered\n${JSON.stringify(text)}`);
        }),
      );
      expect((await hearth.invoke('Echo', { sound: true })).payload).toEqual({ sound: true });
    }),
    { numRuns: batches, endOnFailure: true },
  );

  expect(failures).toEqual([]);
  const rare = [200, 202, 204, 400, 404].filter((status) => (seen.get(status) ?? 0) < 10);
  expect([rare, seen]).toEqual([[], seen]);
  await until('nothing runs', async () => {
    const rows = (await (await fetch(`${hearth.awsUrl}/_hearth/sandboxes`)).json()) as readonly {
      readonly state: string;
    }[];
    const { depth } = (await (await fetch(`${hearth.awsUrl}/_hearth/events`)).json()) as { readonly depth: number };
    return depth === 0 && rows.every(({ state }) => state === 'idle');
  });
});
