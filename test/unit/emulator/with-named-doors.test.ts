import http from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { withNamedDoors } from '../../../src/emulator/with-named-doors.js';

function answeredBy(url: string, headers: http.IncomingHttpHeaders = {}): string {
  let door = '';
  const listener = withNamedDoors(
    () => (door = 'aws'),
    () => (door = 'apis'),
    () => false,
  );
  const request = Object.assign(new http.IncomingMessage(new Socket()), { url, headers });
  listener(request, new http.ServerResponse(request));
  return door;
}

const signedFor = (service: string): http.IncomingHttpHeaders => ({
  authorization: `AWS4-HMAC-SHA256 Credential=test/20260321/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});

describe('the AWS port', () => {
  it.each([
    ['/_aws/execute-api/abc/dev/x', {}],
    ['/_aws/lambda-url/abc/', {}],
    ['/x', { host: 'abc.execute-api.eu-west-1.localhost:3001' }],
    ['/@connections/abc%3D', {}],
    ['/dev/%40connections/abc%3D', signedFor('execute-api')],
  ])('passes %s on to the doors', (url, headers) => {
    expect(answeredBy(url, headers)).toBe('apis');
  });

  it.each([
    ['/2015-03-31/functions', {}],
    ['/bucket/@connections/abc', signedFor('s3')],
    ['/@connections', {}],
  ])('answers %s itself', (url, headers) => {
    expect(answeredBy(url, headers)).toBe('aws');
  });
});
