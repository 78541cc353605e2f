import { describe, expect, it } from '@jest/globals';
import { type FakeEvent, frontendOf } from '../../support/fake-frontend.js';
import { httpRequest } from '../../support/http-request.js';
import { serveApis } from '../../support/served-apis.js';
import { serviceOf } from '../../support/service-of.js';

/** A request to the one route of a service, whose function answers what it was called with. */
async function asked(event: string, path: string, request: Parameters<typeof httpRequest>[2]) {
  const { apis } = await serviceOf(
    `service: shop\nprovider: { name: aws, runtime: nodejs22.x }\nfunctions: { one: { handler: index.handler, events: [${event}] } }`,
  );
  let called: FakeEvent | undefined;
  const frontend = frontendOf((_, given) => (called = given));
  await using server = await serveApis(apis, frontend);
  return { answer: await httpRequest(server.port, path, request), called };
}

// Serverless Framework, "API Gateway", "Lambda Integration": the default request templates.
describe('a route of serverless.yml with integration: lambda', () => {
  const event = '{ http: { method: post, path: "form/{id}", integration: lambda } }';

  it('gives the fields of a form as a map, and what quotes and apostrophes hold as it was', async () => {
    const { called } = await asked(event, "/form/7?note=it's", {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-own': 'o\'neil "x"' },
      body: "name=it's&sum=1%2B1&empty&sentence=a+b%3Dc",
    });

    expect(called).toMatchObject({
      body: { name: "it's", sum: '1+1', empty: '', sentence: 'a b=c' },
      path: { id: '7' },
      query: { note: "it's" },
      headers: { 'x-own': 'o\'neil "x"' },
      method: 'POST',
      stage: 'dev',
      requestPath: '/form/{id}',
    });
  });

  it('gives a JSON body as it is, and takes no other content', async () => {
    const json = { 'content-type': 'application/json' };
    const { called } = await asked(event, '/form/7', { method: 'POST', headers: json, body: '{"a":[1]}' });
    const { answer } = await asked(event, '/form/7', {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: 'a',
    });

    expect(called).toMatchObject({ body: { a: [1] } });
    expect(answer.status).toBe(415);
  });
});

// Serverless Framework, "API Gateway", "Request Schema Validators".
describe('a route of serverless.yml with a schema and required parameters', () => {
  const event =
    '{ http: { method: post, path: checked, request: { parameters: { querystrings: { page: true, size: false }, headers: { X-Key: { required: true } } }, schemas: { application/json: { type: object, required: [name] } } } } }';
  const headers = { 'content-type': 'application/json', 'x-key': 'k' };

  it.each([
    ['without a parameter', '/checked', {}, 'Missing required request parameters: [X-Key, page]'],
    ['with another body', '/checked?page=1', headers, 'Invalid request body'],
  ])('refuses a request %s', async (_, path, given, message) => {
    const { answer } = await asked(event, path, { method: 'POST', headers: given, body: '{}' });

    expect([answer.status, JSON.parse(answer.body)]).toEqual([400, { message }]);
  });

  it('takes one that has them', async () => {
    const { called } = await asked(event, '/checked?page=1', { method: 'POST', headers, body: '{"name": 1}' });

    expect(called).toMatchObject({ body: '{"name": 1}' });
  });
});

// Serverless Framework, "API Gateway", "Enabling CORS".
it('the preflight of a path answers with the origin that asked, when one of its methods allows it', async () => {
  const events =
    '{ http: { method: get, path: shared, cors: { origins: ["http://*.example.com", "http://other.test"], headers: [X-A], allowCredentials: true, maxAge: 60 } } }, { http: { method: any, path: shared, cors: { headers: [X-B] } } }';
  const origin = 'http://one.example.com';

  const { answer } = await asked(events, '/shared', { method: 'OPTIONS', headers: { origin } });
  const { answer: another } = await asked(events, '/shared', {
    method: 'OPTIONS',
    headers: { origin: 'http://evil.test' },
  });

  expect(answer.headers).toMatchObject({
    'access-control-allow-origin': origin,
    'access-control-allow-headers': 'X-B,X-A',
    'access-control-allow-methods': 'OPTIONS,DELETE,GET,HEAD,PATCH,POST,PUT,GET',
    'access-control-allow-credentials': 'true',
    'access-control-max-age': '60',
  });
  expect(another.headers['access-control-allow-origin']).toBe('http://*.example.com');
});
