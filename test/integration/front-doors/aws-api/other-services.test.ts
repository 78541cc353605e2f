import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, describe, expect, it } from '@jest/globals';
import type http from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type ListeningServer, listenHttp } from '../../../../src/base/index.js';
import { startAwsApi, type StartedAwsApi } from '../../../support/aws-api.js';

const signedFor = (service: string): string =>
  `AWS4-HMAC-SHA256 Credential=test/20261121/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;

describe('requests that are not for Lambda', () => {
  let api: StartedAwsApi;
  let neighbour: ListeningServer | undefined;

  afterEach(async () => {
    await api[Symbol.asyncDispose]();
    await neighbour?.[Symbol.asyncDispose]();
    neighbour = undefined;
  });

  it('get the caller’s account from sts:GetCallerIdentity', async () => {
    api = await startAwsApi();
    const sts = (accessKeyId: string) =>
      new STSClient({ endpoint: api.url, region: 'us-east-1', credentials: { accessKeyId, secretAccessKey: 'test' } });

    const own = await sts('test').send(new GetCallerIdentityCommand({}));
    const other = await sts('222222222222').send(new GetCallerIdentityCommand({}));

    expect(own).toMatchObject({ Account: '111111111111', Arn: 'arn:aws:iam::111111111111:root' });
    expect(other.Account).toBe('222222222222');
  });

  it.each([
    ['S3', '/bucket/key', { authorization: signedFor('s3') }, /<Code>NotImplemented<\/Code>.*"s3".*--aws-endpoint/],
    [
      'DynamoDB',
      '/',
      { authorization: signedFor('dynamodb'), 'x-amz-target': 'DynamoDB_20120810.GetItem' },
      /"__type":"NotImplemented".*dynamodb.*GetItem.*--aws-endpoint/,
    ],
    [
      'SNS',
      '/',
      { authorization: signedFor('sns'), 'content-type': 'application/x-www-form-urlencoded' },
      /<ErrorResponse>.*"sns" \(Publish\).*--aws-endpoint/,
    ],
  ])('name the missing flag in the protocol of %s', async (_service, path, headers, expected) => {
    api = await startAwsApi();

    const response = await fetch(`${api.url}${path}`, {
      method: 'POST',
      headers,
      body: 'Action=Publish&Version=2010-03-31',
    });

    expect(response.status).toBe(501);
    expect(await response.text()).toMatch(expected);
  });

  it('are handed to the AWS endpoint as they are, and the answer back', async () => {
    const seen: { url: string; headers: http.IncomingHttpHeaders; body: string }[] = [];
    neighbour = await listenHttp(
      (request, response) => {
        void buffer(request).then((body) => {
          seen.push({ url: request.url ?? '', headers: request.headers, body: String(body) });
          response.writeHead(207, { 'x-neighbour': 'yes', 'content-type': 'text/plain' });
          response.end('from the neighbour');
        });
      },
      { host: '127.0.0.1', port: 0 },
    );
    api = await startAwsApi({ settings: { awsEndpoint: `http://127.0.0.1:${neighbour.port}` } });

    const headers = { authorization: signedFor('s3'), 'content-type': 'application/octet-stream' };
    const response = await fetch(`${api.url}/bucket/a%2Fb?versionId=1`, { method: 'PUT', headers, body: 'the object' });

    expect(response.status).toBe(207);
    expect(response.headers.get('x-neighbour')).toBe('yes');
    expect(await response.text()).toBe('from the neighbour');
    expect(seen).toMatchObject([
      {
        url: '/bucket/a%2Fb?versionId=1',
        body: 'the object',
        headers: { host: new URL(api.url).host, authorization: signedFor('s3') },
      },
    ]);
  });

  it('pass a form body on that had to be read first', async () => {
    const bodies: string[] = [];
    neighbour = await listenHttp(
      (request, response) => {
        void buffer(request).then((body) => {
          bodies.push(String(body));
          response.end('<ok/>');
        });
      },
      { host: '127.0.0.1', port: 0 },
    );
    api = await startAwsApi({ settings: { awsEndpoint: `http://127.0.0.1:${neighbour.port}` } });

    const headers = { authorization: signedFor('sqs'), 'content-type': 'application/x-www-form-urlencoded' };
    await fetch(`${api.url}/`, { method: 'POST', headers, body: 'Action=ListQueues' });

    expect(bodies).toEqual(['Action=ListQueues']);
  });

  it('name the AWS endpoint that does not answer', async () => {
    api = await startAwsApi({ settings: { awsEndpoint: 'http://127.0.0.1:1' } });

    const response = await fetch(`${api.url}/bucket`, { headers: { authorization: signedFor('s3') } });

    expect(response.status).toBe(502);
    expect(await response.text()).toMatch(/"http:\/\/127\.0\.0\.1:1" could not be reached/);
  });

  it('go to the admin routes below /_hearth/', async () => {
    api = await startAwsApi({ adminRoutes: (_request, response) => response.end('healthy') });

    const response = await fetch(`${api.url}/_hearth/health`);

    expect(await response.text()).toBe('healthy');
  });

  it.each([
    ['an unknown path of Lambda', 'GET', '/2015-03-31/nothing', '404 UnknownOperationException'],
    ['a body that is no JSON', 'POST', '/2015-03-31/functions', '400 SerializationException'],
  ])('answer %s in AWS’s error form', async (_what, method, path, expected) => {
    api = await startAwsApi();

    const response = await fetch(`${api.url}${path}`, { method, ...(method === 'POST' && { body: '{' }) });

    expect(`${response.status} ${response.headers.get('x-amzn-errortype') ?? ''}`).toBe(expected);
    expect(response.headers.get('x-powered-by')).toBeNull();
    expect(await response.json()).not.toHaveProperty('__type');
  });
});
