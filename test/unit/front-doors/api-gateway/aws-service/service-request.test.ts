import { describe, expect, it } from '@jest/globals';
import type { ServiceTarget } from '../../../../../src/model/index.js';
import { serviceRequest } from '../../../../../src/front-doors/api-gateway/aws-service/service-request.js';

type Called = Omit<ServiceTarget, 'region'> & { readonly httpMethod?: string };

function sentTo(called: Called, endpoint?: string) {
  const { httpMethod = 'POST', ...service } = called;
  const call = {
    apiId: 'api1234567',
    traceId: 'Root=1-a-b',
    called: { region: 'eu-west-1', ...service },
    httpMethod,
    headers: [],
    query: 'q=a%20b',
    body: Buffer.from('{}'),
    contentType: 'application/json',
    fill: (text: string) => text.replace('{key}', 'a%2Fb'),
  };
  const { url, headers, body } = serviceRequest(call, endpoint);
  const { 'X-Amz-Target': target, 'Content-Type': type } = Object.fromEntries(headers);
  return { url, target, type, body: body.toString() };
}

// https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html, "uri".
describe('a request to an AWS service', () => {
  it.each([
    [
      'by a path, at AWS',
      { service: 's3', target: { path: 'bucket/{key}' } },
      undefined,
      { url: 'https://s3.eu-west-1.amazonaws.com/bucket/a%2Fb?q=a%20b', type: 'application/json', body: '{}' },
    ],
    [
      'by a subdomain, at AWS',
      { service: 's3', subdomain: 'bucket', target: { path: '{key}?acl' } },
      undefined,
      { url: 'https://bucket.s3.eu-west-1.amazonaws.com/a%2Fb?acl&q=a%20b' },
    ],
    [
      'by a subdomain, at a neighbour',
      { service: 's3', subdomain: 'bucket', target: { path: '{key}' } },
      'http://127.0.0.1:4566',
      { url: 'http://127.0.0.1:4566/bucket/a%2Fb?q=a%20b' },
    ],
    [
      'by an action with JSON',
      { service: 'dynamodb', target: { action: 'GetItem' } },
      undefined,
      {
        url: 'https://dynamodb.eu-west-1.amazonaws.com/?q=a%20b',
        target: 'DynamoDB_20120810.GetItem',
        type: 'application/x-amz-json-1.0',
        body: '{}',
      },
    ],
    [
      'by an action with JSON and parameters behind its name',
      { service: 'dynamodb', target: { action: 'PutItem&Table=t' } },
      undefined,
      { url: 'https://dynamodb.eu-west-1.amazonaws.com/?Table=t&q=a%20b', target: 'DynamoDB_20120810.PutItem' },
    ],
    [
      'by an action with a query',
      { service: 'sns', target: { action: 'Publish&Subject=s' } },
      undefined,
      {
        url: 'https://sns.eu-west-1.amazonaws.com/?Action=Publish&Subject=s&q=a%20b',
        type: 'application/x-www-form-urlencoded',
        body: '',
      },
    ],
    [
      'by the action that has a host of its own',
      { service: 'states', target: { action: 'StartSyncExecution' } },
      undefined,
      { url: 'https://sync-states.eu-west-1.amazonaws.com/?q=a%20b', target: 'AWSStepFunctions.StartSyncExecution' },
    ],
    [
      'by an action whose target the user maps',
      { service: 'events', target: { action: 'PutEvents' } },
      undefined,
      { target: undefined, type: 'application/json', body: '{}' },
    ],
  ] as const)('goes %s', (_case, called, endpoint, sent) => {
    expect(sentTo(called, endpoint)).toMatchObject(sent);
  });
});
