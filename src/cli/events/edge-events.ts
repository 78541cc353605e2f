// cspell:ignore EDFDVBD
import type { EventInput, EventTemplate } from './event-template.js';

type Headers = Readonly<Record<string, string>>;

const host = { Host: 'd111111abcdef8.cloudfront.net' };
const agent = { 'User-Agent': 'curl/8.5.0' };
const viewer = { uri: '/index.html', method: 'GET' };

/** Requests and responses that Lambda@Edge hands over (CloudFront developer guide, "Lambda@Edge event structure"), by the examples of AWS SAM. */
export const edgeEvents: readonly EventTemplate[] = [
  edgeRequest('ab-test', 'a viewer’s request with the cookie of an experiment', {
    ...host,
    ...agent,
    Cookie: 'session=1; X-Experiment-Name=B',
  }),
  edgeResponse('access-request-in-response', 'an origin’s response beside its request', {
    'X-Cache': 'Hello from CloudFront',
  }),
  edgeRequest('http-redirect', 'a viewer’s request to be redirected', { ...host, ...agent }),
  edgeRequest('modify-querystring', 'a viewer’s request with a query', { ...host, ...agent }, 'auth=test&foo=bar'),
  edgeResponse('modify-response-header', 'an origin’s response with headers of its metadata', {
    Vary: '*',
    'Last-Modified': 'Sat, 31 Jan 2026 12:00:00 GMT',
    'X-Amz-Meta-Last-Modified': 'Thu, 01 Jan 2026 12:00:00 GMT',
  }),
  edgeRequest('multiple-remote-calls-aggregate-response', 'a viewer’s request to be answered', { ...host, ...agent }),
  edgeRequest(
    'normalize-querystring-to-improve-cache-hit',
    'a viewer’s request whose query differs in order and case',
    { ...host, ...agent },
    'size=LARGE&color=RED',
  ),
  edgeRequest('redirect-on-viewer-country', 'an origin request with the viewer’s country', {
    ...host,
    'CloudFront-Viewer-Country': 'TW',
  }),
  edgeRequest('redirect-unauthenticated-users', 'a viewer’s request without credentials', host, 'foo=bar'),
  edgeRequest('response-generation', 'a viewer’s request to be answered at the edge', host),
  edgeRequest('serve-object-on-viewer-device', 'an origin request with the viewer’s kind of device', {
    ...host,
    'CloudFront-Is-Desktop-Viewer': 'true',
    'CloudFront-Is-Mobile-Viewer': 'false',
    'CloudFront-Is-SmartTV-Viewer': 'false',
    'CloudFront-Is-Tablet-Viewer': 'false',
  }),
  edgeRequest('simple-remote-call', 'a viewer’s request', { ...host, ...agent }),
];

function edgeRequest(name: string, description: string, headers: Headers, query = ''): EventTemplate {
  const isAtOrigin = Object.keys(headers).some((header) => header.startsWith('CloudFront-'));
  return {
    service: 'cloudfront',
    name,
    description,
    options: { ...viewer, query },
    make: (input) => ({
      Records: [
        {
          cf: {
            config: config(input, isAtOrigin ? 'origin-request' : 'viewer-request'),
            request: request(input, headers),
          },
        },
      ],
    }),
  };
}

function edgeResponse(name: string, description: string, headers: Headers): EventTemplate {
  return {
    service: 'cloudfront',
    name,
    description,
    options: { ...viewer, query: '' },
    make: (input) => ({
      Records: [
        {
          cf: {
            config: config(input, 'origin-response'),
            request: request(input, host),
            response: { status: '200', statusDescription: 'OK', headers: listed(headers) },
          },
        },
      ],
    }),
  };
}

function config({ newId }: EventInput, eventType: string): Readonly<Record<string, string>> {
  const distributionDomainName = 'd111111abcdef8.cloudfront.net';
  return { distributionDomainName, distributionId: 'EDFDVBD6EXAMPLE', eventType, requestId: newId() };
}

function request({ option }: EventInput, headers: Headers): Readonly<Record<string, unknown>> {
  return {
    clientIp: '203.0.113.10',
    headers: listed(headers),
    method: option('method'),
    querystring: option('query'),
    uri: option('uri'),
  };
}

/** By lower-case name, each with the name as it was sent. */
function listed(headers: Headers): Readonly<Record<string, readonly object[]>> {
  return Object.fromEntries(Object.entries(headers).map(([key, value]) => [key.toLowerCase(), [{ key, value }]]));
}
