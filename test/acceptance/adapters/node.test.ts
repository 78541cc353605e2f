import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AdapterFunction, type ServedAdapters, serveAdapters } from '../../support/product/adapter-doors.js';
import { describeAdapters } from '../../support/product/describe-adapters.js';

const node = (name: string): AdapterFunction => ({
  runtime: 'nodejs22.x',
  handler: `${name}.handler`,
  code: 'adapters-node',
});
const buffered = (name: string) =>
  ({
    'REST API': node(name),
    'HTTP API 1.0': node(name),
    'HTTP API 2.0': node(name),
    'function URL': node(name),
  }) as const;
const streamed = { 'streamed REST API': node('hono-streaming'), 'streamed function URL': node('hono-streaming') };

// With multi-value headers on, a load balancer takes `multiValueHeaders` only; the other two answer `headers`.
describeAdapters('Node.js', {
  'serverless-http with Express': { doors: { ...buffered('express'), 'load balancer': node('express') } },
  '@fastify/aws-lambda': { doors: buffered('fastify') },
  'hono/aws-lambda': { doors: { ...buffered('hono'), 'load balancer': node('hono'), ...streamed } },
  'Powertools’ event handler': { doors: buffered('powertools'), lacks: ['binary request bodies'] },
});

describe('a stream of hono', () => {
  let served: ServedAdapters;

  beforeAll(async () => {
    served = await serveAdapters({ hono: streamed });
  }, 60_000);

  afterAll(async () => {
    await served[Symbol.asyncDispose]();
  });

  it.each(['streamed REST API', 'streamed function URL'] as const)(
    'reaches the client of a %s part by part',
    async (door) => {
      const response = await fetch(`${served.urlOf('hono', door)}/stream`);
      const parts: string[] = [];
      for await (const part of response.body ?? []) parts.push(Buffer.from(part as Uint8Array).toString());

      expect(parts).toEqual(['first,', 'second']);
    },
    30_000,
  );
});
