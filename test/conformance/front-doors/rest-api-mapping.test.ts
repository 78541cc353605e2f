import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { listenHttp, type ListeningServer } from '../../../src/base/index.js';
import {
  invalidRequestContent,
  type RestApi,
  type RestHttpIntegration,
  type RestMock,
} from '../../../src/model/index.js';
import { restLambdaIntegration } from '../../support/rest-lambda-integration.js';
import { frontendOf } from '../../support/fake-frontend.js';
import { httpRequest } from '../../support/http-request.js';
import { recordingOf } from '../../support/recordings.js';
import { restApiOf, type RouteSketch } from '../../support/routed-request.js';
import { serveApis } from '../../support/served-apis.js';

const nobody = frontendOf(() => null);

function mock(template: string, settings: Partial<RestMock> = {}, path = '/x'): RestApi {
  return restApiOf({ routes: [{ method: 'ANY', path, integration: mockOf(template, settings) }] });
}

function mockOf(template: string, settings: Partial<RestMock> = {}): RestMock {
  return {
    type: 'MOCK',
    requestParameters: {},
    requestTemplates: { 'application/json': template },
    passthroughBehavior: 'WHEN_NO_MATCH',
    responses: [{ statusCode: 200, parameters: {}, templates: {} }],
    ...settings,
  };
}

const answer = (template: string, more: object = {}) => ({
  statusCode: 200,
  parameters: {},
  templates: { 'application/json': template },
  ...more,
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
describe('a mock integration of a REST API', () => {
  // Recording TestAPIGateway::test_api_gateway_mock_integration.
  it('answers what its response template makes', async () => {
    const recording = recordingOf(
      'apigateway__test_apigateway_basic',
      'TestAPIGateway::test_api_gateway_mock_integration',
    );
    const template = '{"echo": "$input.params(\'echo\')", "response": "mocked"}';
    const api = mock('{"statusCode": 200}', { responses: [answer(template)] });
    await using server = await serveApis([api], nobody);

    const { status, body, headers } = await httpRequest(server.port, '/x?echo=foobar');

    expect([status, headers['content-type']]).toEqual([200, 'application/json']);
    expect(JSON.parse(body)).toEqual(recording['mocked-response']);
  });

  it('takes the entry whose status its request template names', async () => {
    const template = '{ statusCode: #if($input.params("fail") == "yes")503#else 200#end }';
    const responses = [answer('ok'), answer('failed', { statusCode: 503, selectionPattern: '5\\d{2}' })];
    await using server = await serveApis([mock(template, { responses })], nobody);

    expect(await httpRequest(server.port, '/x')).toMatchObject({ status: 200, body: 'ok' });
    expect(await httpRequest(server.port, '/x?fail=yes')).toMatchObject({ status: 503, body: 'failed' });
  });

  it.each(['', 'no JSON', '{"status": 200}', '{"statusCode": "200"}', '{"statusCode": 2.5}'])(
    'is 500 when its request template makes %j',
    async (template) => {
      await using server = await serveApis([mock(template)], nobody);

      expect(await httpRequest(server.port, '/x')).toMatchObject({
        status: 500,
        body: '{"message": "Internal server error"}',
      });
    },
  );

  it.each(['{"statusCode": 0}', '{"a": 1, "statusCode": -1000}'])(
    'takes its default for a whole number without an entry: %s',
    async (template) => {
      await using server = await serveApis([mock(template)], nobody);

      expect(await httpRequest(server.port, '/x')).toMatchObject({ status: 200 });
    },
  );

  it('maps headers for the client from literals, context and stage variables', async () => {
    const parameters = {
      'method.response.header.Access-Control-Allow-Origin': "'*'",
      'method.response.header.X-Stage': 'context.stage',
      'method.response.header.X-Var': 'stageVariables.v',
      'method.response.header.X-None': 'stageVariables.none',
    };
    const api = {
      ...mock('{"statusCode": 200}', { responses: [answer('', { parameters })] }),
      stages: [{ name: 'live', variables: { v: 'w' } }],
    };
    await using server = await serveApis([api], nobody);

    const { headers } = await httpRequest(server.port, '/x');

    expect(headers).toMatchObject({ 'access-control-allow-origin': '*', 'x-stage': 'live', 'x-var': 'w' });
    expect(headers).not.toHaveProperty('x-none');
  });

  // Recording test_integration_mock_with_response_override_in_request_template.
  it('lets its request template override the response, and its context reach the response template', async () => {
    const request = `#set($context.responseOverride.status = 444)
#set($context.responseOverride.header.foo = "bar")
#set($context.own = "is also passed around")
{"statusCode": 200}`;
    const response =
      '{"custom": "$context.own", "fooHeader": "$context.responseOverride.header.foo", "statusOverride": "$context.responseOverride.status"}';
    await using server = await serveApis([mock(request, { responses: [answer(response)] })], nobody);

    const { status, headers, body } = await httpRequest(server.port, '/x');

    const recording = recordingOf(
      'apigateway__test_apigateway_integrations',
      'test_integration_mock_with_response_override_in_request_template[True]',
    );
    const recorded = recording['response'] as { readonly body: unknown; readonly status_code: number };
    expect([status, headers['foo'], JSON.parse(body)]).toEqual([recorded.status_code, 'bar', recorded.body]);
  });

  // https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
  it.each([
    ['#set($context.responseOverride.status = 400)#set($context.responseOverride.status = 401)'],
    ['#set($context.responseOverride.header.h = "a")#set($context.responseOverride.header.h = "b")'],
    ['#foreach($i in [1, 2])#set($context.requestOverride.querystring.q = $i)#end'],
  ])('is 500 when its template overrides a parameter twice: %s', async (overrides) => {
    await using server = await serveApis([mock(`${overrides}{"statusCode": 200}`)], nobody);

    expect(await httpRequest(server.port, '/x')).toMatchObject({
      status: 500,
      body: '{"message": "Internal server error"}',
    });
  });

  it('takes overrides of several parameters, and of the same ones in both templates', async () => {
    const request =
      '#set($context.responseOverride.status = 201)#set($context.responseOverride.header = {"a": "1", "b": "2"}){"statusCode": 200}';
    const responses = [
      answer('#set($context.responseOverride.status = 202)#set($context.responseOverride.header.c = "3")'),
    ];
    await using server = await serveApis([mock(request, { responses })], nobody);

    const { status, headers } = await httpRequest(server.port, '/x');

    expect([status, headers]).toMatchObject([202, { a: '1', b: '2', c: '3' }]);
  });

  it.each([
    ['WHEN_NO_MATCH', 'text/plain', 500],
    ['WHEN_NO_TEMPLATES', 'text/plain', 415],
    ['NEVER', 'text/plain', 415],
    ['NEVER', 'application/json; charset=utf-8', 200],
  ] as const)('with %s answers a body of %s with %d', async (passthroughBehavior, type, status) => {
    await using server = await serveApis([mock('{"statusCode": 200}', { passthroughBehavior })], nobody);

    const response = await httpRequest(server.port, '/x', {
      method: 'POST',
      headers: { 'Content-Type': type },
      body: 'x',
    });

    expect(response.status).toBe(status);
  });
});

// https://github.com/srcecde/aws-tutorial-code/issues/4, https://github.com/serverless/serverless/issues/2270
it('a body that is no JSON is refused by Lambda in words that reach the client', async () => {
  const words = "Could not parse request body into json: Could not parse payload into json: Unrecognized token 'a'";
  const frontend = frontendOf(() => {
    throw invalidRequestContent(words);
  });
  const api = restApiOf({ routes: [{ method: 'POST', integration: restLambdaIntegration() }] });
  await using server = await serveApis([api], frontend);

  const { status, body, headers } = await httpRequest(server.port, '/x', { method: 'POST' });

  expect([status, body, headers['x-amzn-errortype']]).toEqual([
    400,
    JSON.stringify({ message: words }),
    'BadRequestException',
  ]);
});

// http contract §1.8, parameter mapping; what whole bodies become is seen on AWS: localstack/localstack, test_parameters_mapping.py.
it.each([
  ['method.request.body.a', '{"a": ', 400, '{"message":"Invalid JSON in request body"}'],
  ['method.request.body.a', 'plain text', 200, 'null'],
  ['method.request.body.a', '{"a": "b"}', 200, '"b"'],
  ['method.request.body.a', '{"a": 12345678901234567890}', 200, '"12345678901234567890"'],
  ['method.request.body', '{"a": ', 400, '{"message":"Invalid JSON in request body"}'],
  ['method.request.body', 'plain text', 200, '"plain text"'],
  ['method.request.body', '', 200, '"{}"'],
])('%s of the body %j is %d', async (source, sent, status, body) => {
  const frontend = frontendOf((_target, event) => ({
    statusCode: 200,
    body: JSON.stringify((event['headers'] as Record<string, string>)['x-a'] ?? null),
  }));
  const integration = {
    type: 'AWS_PROXY',
    functionReference: 'Fn',
    httpMethod: 'POST',
    streams: false,
    timeoutMs: 29_000,
    requestParameters: { 'integration.request.header.x-a': source },
  } as const;
  await using server = await serveApis([restApiOf({ routes: [{ method: 'POST', integration }] })], frontend);

  expect(await httpRequest(server.port, '/x', { method: 'POST', body: sent })).toMatchObject({ status, body });
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
describe('a mapping template', () => {
  const render = async (template: string, options: Parameters<typeof httpRequest>[2] = {}, target = '/x/1') => {
    const api = restApiOf({
      stageVariables: { v: 'value' },
      routes: [
        {
          method: 'ANY',
          path: '/x/{id}',
          integration: restLambdaIntegration({ requestTemplates: { 'application/json': `{"seen": ${template}}` } }),
        },
      ],
    });
    let seen: unknown;
    const frontend = frontendOf((_target, event) => {
      seen = event['seen'];
      return null;
    });
    await using server = await serveApis([api], frontend);
    await httpRequest(server.port, target, { method: 'POST', ...options });
    return seen;
  };

  it.each([
    ["$input.json('$')", '{"a":[1,{"b":"c"}]}', { a: [1, { b: 'c' }] }],
    ["$input.json('$.a[1].b')", '{"a":[1,{"b":"c"}]}', 'c'],
    ["$input.json('$.none')", '{"a":1}', ''],
    ["$input.json('$..b')", '{"a":[{"b":1},{"b":2}]}', [1, 2]],
    ['"$input.path(\'$.a\').b"', '{"a":{"b":"c"}}', 'c'],
    ['$input.path("$.a")', '{"a":{"b":"c"}}', { b: 'c' }],
    ['"$input.path(\'$.list\').size()"', '{"list":[1,2,3]}', '3'],
    ['[#foreach($e in $input.path("$.list"))$e#if($foreach.hasNext),#end#end]', '{"list":[1,2,3]}', [1, 2, 3]],
    ['"$util.base64Encode($input.body)"', '{"a":1}', 'eyJhIjoxfQ=='],
    ['"$util.base64Decode(\'aGk=\')"', '', 'hi'],
    ['"$util.urlEncode(\'a b&\')"', '', 'a+b%26'],
    ['"$util.escapeJavaScript($input.body)"', '{"a":"b/c"}', '{"a":"b/c"}'],
    ['$util.parseJson($input.body).a', '{"a":7}', 7],
    ["\"$input.params('id') $input.params('none')\"", '', '1 '],
    ['"$input.params().path.id"', '', '1'],
    ['"$context.httpMethod $context.resourcePath $context.identity.sourceIp"', '', 'POST /x/{id} 127.0.0.1'],
    ['"$stageVariables.v ${stageVariables[\'v\']} $stageVariables.none"', '', 'value value '],
    ['"$undefined $!undefined"', '', '$undefined '],
    ['"#set($x = 7 / 2)$x"', '', '3'],
    ['"#if("")true#end#if(0)true#end#if($none)true#end"', '', 'truetrue'],
    ['"#set($m = {"a": 1})#set($n = $m.put("b", 2))$m.b $m"', '', '2 {a=1, b=2}'],
    ['"#foreach($i in [1..5])#if($i == 3)#break#end$i#end"', '', '12'],
    ['"#set($s = "a-b-c")$s.split("-")[1] $s.replaceAll("-", "+").toUpperCase()"', '', 'b A+B+C'],
    ['"#macro(twice $x)$x$x#end#twice("ab")"', '', 'abab'],
  ])('renders %s of %j', async (template, body, expected) => {
    const seen = await render(template, { headers: { 'Content-Type': 'application/json' }, body });

    expect(seen).toEqual(expected);
  });

  // Recording TestApiGatewayCommon::test_input_body_formatting.
  it.each([
    ['empty-body', ''],
    ['json-body', '{"some": "value"}'],
    ['str-body', 'some raw data'],
  ])('sees the body as recorded: %s', async (name, body) => {
    const recording = recordingOf(
      'apigateway__test_apigateway_common',
      'TestApiGatewayCommon::test_input_body_formatting',
    );
    const steps: readonly (readonly [step: string, template: string])[] = [
      ['response-raw-body', '$input.body'],
      ['response-str-body-input', 'Action=SendMessage&MessageBody=$input.body'],
      [
        'response-url-encode',
        'EncodedBody=$util.urlEncode($input.body)&EncodedBodyAccess=$util.urlEncode($input.body.testAccess)',
      ],
    ];
    for (const [step, template] of steps) {
      const backend = await startEcho();
      await using server = await serveApis(
        [httpApiTo(backend, { requestTemplates: { 'application/json': template } })],
        nobody,
      );

      const answered = await httpRequest(server.port, '/x', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body,
      });
      await backend[Symbol.asyncDispose]();

      const recorded = (recording[step] as Readonly<Record<string, string>>)[name];
      expect(`b'${(JSON.parse(answered.body) as { readonly body: string }).body}'`).toBe(recorded);
    }
  });
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/getting-started-lambda-non-proxy-integration.html
describe('a Lambda integration that is no proxy', () => {
  const failing = frontendOf((_target, event) => {
    const status = Number(event['statusCode'] ?? 200);
    if (status === 200) return 'Pass';
    const errorMessage = `Error: Raising ${status === 400 ? 'four' : 'five'} hundred from within the Lambda function`;
    const payload = Buffer.from(
      JSON.stringify({ errorMessage, errorType: 'Exception', requestId: 'r', stackTrace: [] }),
    );
    return { outcome: 'function-error', errorType: 'Exception', payload, streamed: false };
  });
  const routes: readonly RouteSketch[] = [
    {
      path: '/{statusCode}',
      integration: restLambdaIntegration({
        requestTemplates: { 'application/json': '{"statusCode": "$input.params(\'statusCode\')"}' },
        responses: [
          { statusCode: 200, parameters: {}, templates: {} },
          { statusCode: 400, selectionPattern: '.*four hundred.*', parameters: {}, templates: {} },
          { statusCode: 500, selectionPattern: '.+', parameters: {}, templates: {} },
        ],
      }),
    },
  ];

  // Recording test_lambda_selection_patterns.
  it.each([
    ['200', 200, '"Pass"'],
    ['400', 400, /^\{"errorMessage":"Error: Raising four hundred/],
    ['500', 500, /^\{"errorMessage":"Error: Raising five hundred/],
  ])('chooses the response by its error message: %s', async (path, status, body) => {
    await using server = await serveApis([restApiOf({ routes })], failing);

    const answered = await httpRequest(server.port, `/${path}`);

    expect(answered.status).toBe(status);
    expect(answered.body).toMatch(body);
  });

  it('answers a failure with the default entry when no pattern fits it', async () => {
    const api = restApiOf({
      routes: [
        {
          path: '/{statusCode}',
          integration: restLambdaIntegration({ requestTemplates: { 'application/json': '{"statusCode": 400}' } }),
        },
      ],
    });
    await using server = await serveApis([api], failing);

    expect(await httpRequest(server.port, '/x')).toMatchObject({
      status: 200,
      body: expect.stringMatching(/^\{"errorMessage"/),
    });
  });

  it.each([
    ['(?i).*FOUR HUNDRED.*', 400],
    ['(?s)Error.*\\Qfour hundred\\E.*', 400],
    ['four hundred', 200],
    ['[', 500],
  ])('has selection patterns of Java: %s makes it %d', async (selectionPattern, status) => {
    const responses = [
      { statusCode: 200, parameters: {}, templates: {} },
      { statusCode: 400, selectionPattern, parameters: {}, templates: {} },
    ];
    const integration = restLambdaIntegration({
      requestTemplates: { 'application/json': '{"statusCode": 400}' },
      responses,
    });
    await using server = await serveApis([restApiOf({ routes: [{ integration }] })], failing);

    expect((await httpRequest(server.port, '/x')).status).toBe(status);
  });

  it('is 500 when no response fits', async () => {
    const api = restApiOf({ routes: [{ integration: restLambdaIntegration({ responses: [] }) }] });
    await using server = await serveApis([api], failing);

    expect(await httpRequest(server.port, '/x')).toMatchObject({
      status: 500,
      body: '{"message": "Internal server error"}',
    });
  });
});

// Recordings test_http_integration_method, test_http_integration_invoke_status_code_passthrough, test_apigateway_header_remapping_http.
describe('an HTTP integration of a REST API', () => {
  it('sends its own verb, what is mapped, and hardly a header of the client', async () => {
    await using backend = await startEcho();
    const api = httpApiTo(backend, {
      requestParameters: {
        'integration.request.header.X-Mapped': 'method.request.header.X-Client',
        'integration.request.header.X-From': 'method.request.header.X-Forwarded-For',
        'integration.request.querystring.q': 'method.request.path.id',
        'integration.request.path.where': "'there'",
      },
    });
    await using server = await serveApis([api], nobody);

    const { body } = await httpRequest(server.port, '/x', { headers: { 'X-Client': 'c', 'User-Agent': 'mine' } });

    const seen = JSON.parse(body) as { readonly method: string; readonly url: string; readonly headers: object };
    expect([seen.method, seen.url]).toEqual(['POST', '/there']);
    expect(seen.headers).toMatchObject({
      accept: 'application/json',
      'user-agent': 'AmazonAPIGateway_abcde12345',
      'x-amzn-apigateway-api-id': 'abcde12345',
      'x-mapped': 'c',
      'x-from': '127.0.0.1',
    });
    expect(seen.headers).not.toHaveProperty('x-client');
  });

  // localstack/localstack, test_parameters_mapping.py, seen on AWS.
  it('gets each value of a mapped query parameter, and those of a header as one', async () => {
    await using backend = await startEcho();
    const api = httpApiTo(backend, {
      requestParameters: {
        'integration.request.querystring.last': 'method.request.querystring.q',
        'integration.request.querystring.all': 'method.request.multivaluequerystring.q',
        'integration.request.querystring.none': 'method.request.multivaluequerystring.none',
        'integration.request.header.X-All': 'method.request.multivaluequerystring.q',
      },
    });
    await using server = await serveApis([api], nobody);

    const { body } = await httpRequest(server.port, '/x?q=1&q=2');

    const seen = JSON.parse(body) as { readonly url: string; readonly headers: object };
    expect(seen.url).toBe('/?last=2&all=1&all=2');
    expect(seen.headers).toMatchObject({ 'x-all': '1,2' });
  });

  // https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
  it('gets what its template overrides in place of what is mapped, headers in any casing', async () => {
    await using backend = await startEcho();
    const template = `#set($context.requestOverride.header.x-mapped = "new")
#set($context.requestOverride.header.X-List = ["a", "b"])
#set($context.requestOverride.querystring.q = "new")
{}`;
    const api = httpApiTo(backend, {
      requestParameters: {
        'integration.request.header.X-Mapped': "'old'",
        'integration.request.querystring.q': "'old'",
        'integration.request.querystring.Q': "'stays'",
      },
      requestTemplates: { 'application/json': template },
    });
    await using server = await serveApis([api], nobody);

    const { body } = await httpRequest(server.port, '/x');

    const seen = JSON.parse(body) as { readonly url: string; readonly headers: object };
    expect(seen.url).toBe('/?Q=stays&q=new');
    expect(seen.headers).toMatchObject({ 'x-mapped': 'new', 'x-list': 'a,b' });
  });

  it.each([
    ['HTTP', 200],
    ['HTTP_PROXY', 400],
  ] as const)('of type %s answers a status 400 of its endpoint with %d', async (type, status) => {
    await using backend = await startEcho(400);
    await using server = await serveApis([httpApiTo(backend, { type } as Partial<RestHttpIntegration>)], nobody);

    expect((await httpRequest(server.port, '/x')).status).toBe(status);
  });

  it('remaps headers that the gateway owns', async () => {
    await using backend = await startEcho();
    await using server = await serveApis(
      [httpApiTo(backend, { type: 'HTTP_PROXY' } as unknown as Partial<RestHttpIntegration>)],
      nobody,
    );

    const { headers } = await httpRequest(server.port, '/x');

    expect(headers).toMatchObject({ 'x-amzn-remapped-server': 'echo', 'x-amzn-remapped-date': expect.any(String) });
    expect(headers).not.toHaveProperty('server');
  });

  // AWS's own example of an S3 proxy maps both spellings: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-as-s3-proxy-export-swagger-with-extensions.html
  it('answers one header where two of its mappings differ in casing only', async () => {
    await using backend = await startEcho();
    const parameters = {
      'method.response.header.content-type': "'text/css'",
      'method.response.header.Content-Type': "'text/html'",
    };
    const api = httpApiTo(backend, { responses: [{ statusCode: 200, parameters, templates: {} }] });
    await using server = await serveApis([api], nobody);

    const response = await fetch(`http://127.0.0.1:${server.port}/x`);

    expect(response.headers.get('content-type')).toBe('text/html');
  });

  it('refuses to map a header that the gateway computes', async () => {
    await using backend = await startEcho();
    const requestParameters = { 'integration.request.header.Content-Length': "'3'" };
    await using server = await serveApis([httpApiTo(backend, { requestParameters })], nobody);

    const { status, body, headers } = await httpRequest(server.port, '/x');

    expect([status, body, headers['x-amzn-errortype']]).toEqual([
      500,
      '{"message": "Internal server error"}',
      'InternalServerErrorException',
    ]);
  });

  it('answers 504 when nobody listens', async () => {
    const backend = await startEcho();
    await backend[Symbol.asyncDispose]();
    await using server = await serveApis([httpApiTo(backend, {})], nobody);

    expect(await httpRequest(server.port, '/x')).toMatchObject({
      status: 504,
      body: '{"message": "Network error communicating with endpoint"}',
    });
  });
});

function httpApiTo(backend: ListeningServer, settings: Partial<RestHttpIntegration>): RestApi {
  const integration = {
    ...restLambdaIntegration(),
    type: 'HTTP',
    uri: `http://127.0.0.1:${backend.port}/{where}`,
    ...settings,
  } as RestHttpIntegration;
  return restApiOf({ routes: [{ method: 'ANY', integration }] });
}

/** Answers what it was asked. */
function startEcho(status = 200): Promise<ListeningServer> {
  return listenHttp(
    (request, response) => {
      void text(request).then((body) => {
        response.writeHead(status, { Server: 'echo', 'Content-Type': 'application/json' });
        response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body }));
      });
    },
    { host: '127.0.0.1', port: 0 },
  );
}
