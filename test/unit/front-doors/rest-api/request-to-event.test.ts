import { describe, expect, it } from '@jest/globals';
import { restRequestToEvent } from '../../../../src/front-doors/rest-api/request-to-event.js';
import { type EventView, routedRequest } from '../../../support/routed-request.js';

const event = (options: Parameters<typeof routedRequest>[0]): EventView =>
  restRequestToEvent(routedRequest(options)) as unknown as EventView;

// http contract §1.2 to §1.5.
describe('the event of a REST API', () => {
  it('has every key in the order of AWS and null where nothing is', () => {
    expect(JSON.stringify(event({ headers: [['Host', 'abcde12345.execute-api.eu-west-1.amazonaws.com']] }))).toBe(
      '{"resource":"/x","path":"/x","httpMethod":"GET",' +
        '"headers":{"Host":"abcde12345.execute-api.eu-west-1.amazonaws.com","X-Amzn-Trace-Id":"Root=1-5e1b4151-5ac6c58f5b8aa2ed8a4a2a47","X-Forwarded-For":"127.0.0.1","X-Forwarded-Port":"3000","X-Forwarded-Proto":"http"},' +
        '"multiValueHeaders":{"Host":["abcde12345.execute-api.eu-west-1.amazonaws.com"],"X-Amzn-Trace-Id":["Root=1-5e1b4151-5ac6c58f5b8aa2ed8a4a2a47"],"X-Forwarded-For":["127.0.0.1"],"X-Forwarded-Port":["3000"],"X-Forwarded-Proto":["http"]},' +
        '"queryStringParameters":null,"multiValueQueryStringParameters":null,"pathParameters":null,"stageVariables":null,' +
        '"requestContext":{"resourceId":"' +
        event({}).requestContext.resourceId +
        '","resourcePath":"/x","httpMethod":"GET","extendedRequestId":"extended-id","requestTime":"09/Mar/2026:19:03:08 +0000","path":"/test/x","accountId":"123456789012","protocol":"HTTP/1.1","stage":"test","domainPrefix":"abcde12345","requestTimeEpoch":1773082988005,"requestId":"request-id",' +
        '"identity":{"cognitoIdentityPoolId":null,"accountId":null,"cognitoIdentityId":null,"caller":null,"sourceIp":"127.0.0.1","principalOrgId":null,"accessKey":null,"cognitoAuthenticationType":null,"cognitoAuthenticationProvider":null,"userArn":null,"userAgent":null,"user":null},' +
        '"domainName":"abcde12345.execute-api.eu-west-1.amazonaws.com","deploymentId":"' +
        event({}).requestContext.deploymentId +
        '","apiId":"abcde12345"},"body":null,"isBase64Encoded":false}',
    );
  });

  it('keeps the casing of the client, the last of repeated headers, and all of them in order', () => {
    const { headers, multiValueHeaders } = event({
      headers: [
        ['headerVar', 'one'],
        ['X-B', 'b'],
        ['HeaderVar', 'two'],
      ],
    });

    expect(headers).toMatchObject({ headerVar: 'two', 'X-B': 'b' });
    expect(multiValueHeaders).toMatchObject({ headerVar: ['one', 'two'] });
    expect(headers).not.toHaveProperty('HeaderVar');
  });

  it.each([
    'Connection',
    'Content-Length',
    'Content-MD5',
    'Expect',
    'Max-Forwards',
    'Server',
    'TE',
    'Trailer',
    'Transfer-Encoding',
    'Upgrade',
  ])('leaves out %s', (name) => {
    expect(event({ headers: [[name, 'x']] }).headers).not.toHaveProperty(name);
  });

  it.each(['Accept', 'Accept-Encoding', 'Content-Encoding', 'Content-Type', 'Cookie', 'Date', 'Range', 'Via'])(
    'passes %s',
    (name) => {
      expect(event({ headers: [[name, 'x']] }).headers).toHaveProperty(name, 'x');
    },
  );

  it.each([
    ['user-agent', 'User-Agent'],
    ['host', 'Host'],
    ['authorization', 'Authorization'],
  ])('shows %s as %s', (sent, shown) => {
    expect(event({ headers: [[sent, 'x']] }).headers).toHaveProperty(shown, 'x');
  });

  it('leaves out a SigV4 signature and passes any other authorization', () => {
    expect(event({ headers: [['Authorization', 'AWS4-HMAC-SHA256 Credential=x']] }).headers).not.toHaveProperty(
      'Authorization',
    );
    expect(event({ headers: [['Authorization', 'Bearer t']] }).headers).toHaveProperty('Authorization', 'Bearer t');
  });

  it('appends the peer to the addresses that came with the request', () => {
    const { headers } = event({
      headers: [
        ['x-forwarded-for', '10.0.0.1'],
        ['X-Forwarded-Proto', 'https'],
      ],
    });

    expect(headers).toMatchObject({ 'X-Forwarded-For': '10.0.0.1, 127.0.0.1', 'X-Forwarded-Proto': 'http' });
  });

  it.each([
    ['a=1&b=2', { a: '1', b: '2' }, { a: ['1'], b: ['2'] }],
    ['a=1&a=2', { a: '2' }, { a: ['1', '2'] }],
    ['a=1;b=2', { a: '1', b: '2' }, { a: ['1'], b: ['2'] }],
    ['flag', { flag: '' }, { flag: [''] }],
    ['a=b=c', { a: 'b=c' }, { a: ['b=c'] }],
    ['a%20b=%C3%A4+x', { 'a b': 'ä x' }, { 'a b': ['ä x'] }],
    ['a=%', { a: '%' }, { a: ['%'] }],
    ['__proto__=x', Object.fromEntries([['__proto__', 'x']]), Object.fromEntries([['__proto__', ['x']]])],
    ['&', null, null],
  ])('decodes the query %s', (query, single, multi) => {
    const { queryStringParameters, multiValueQueryStringParameters } = event({ query });

    expect(JSON.stringify(queryStringParameters)).toBe(JSON.stringify(single));
    expect(JSON.stringify(multiValueQueryStringParameters)).toBe(JSON.stringify(multi));
  });

  it('keeps path and path parameters encoded as sent, and shows the stage in requestContext.path only', () => {
    const { path, pathParameters, requestContext, resource } = event({
      path: '/users/a%2Fb/',
      route: { path: '/users/{id}' },
      pathParameters: [['id', 'a%2Fb']],
    });

    expect({ path, pathParameters, resource }).toEqual({
      path: '/users/a%2Fb/',
      pathParameters: { id: 'a%2Fb' },
      resource: '/users/{id}',
    });
    expect(requestContext).toMatchObject({ path: '/test/users/a%2Fb/', resourcePath: '/users/{id}' });
  });

  it.each([
    [[], 'application/json', 'text', false],
    [['image/png'], 'image/png', 'dGV4dA==', true],
    [['image/png'], 'IMAGE/PNG; q=1', 'dGV4dA==', true],
    [['image/*'], 'image/gif', 'dGV4dA==', true],
    [['*/*'], undefined, 'dGV4dA==', true],
    [['image/*'], undefined, 'text', false],
    [['application/json'], undefined, 'dGV4dA==', true],
  ])('with binary types %j carries a body of type %s as %s', (binaryMediaTypes, type, body, isBase64Encoded) => {
    const headers = type === undefined ? [] : [['Content-Type', type] as const];

    expect(event({ method: 'POST', body: 'text', headers, api: { binaryMediaTypes } })).toMatchObject({
      body,
      isBase64Encoded,
    });
  });

  it('shows stage variables', () => {
    expect(event({ api: { stageVariables: { a: '1' } } }).stageVariables).toEqual({ a: '1' });
  });
});
