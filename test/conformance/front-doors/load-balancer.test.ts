import http from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import type { JWTPayload } from 'jose';
import { createLogger } from '../../../src/base/index.js';
import { type LoadBalancer, platformError } from '../../../src/model/index.js';
import { frontendOf, type FakeEvent } from '../../support/fake-frontend.js';
import { httpRequest } from '../../support/http-request.js';
import { type JwtIssuer, startJwtIssuer } from '../../support/jwt-issuer.js';
import { forwardTo, loadBalancer, targetGroup } from '../../support/load-balancer.js';
import { type ServedWith, serveApis } from '../../support/served-apis.js';
import { stackOf } from '../../support/stack-of.js';

const host = 'web-0123456789.eu-west-1.elb.localhost';
const echo = (_: unknown, event: FakeEvent): unknown => ({ statusCode: 200, body: JSON.stringify(event) });
const serve = (run: Parameters<typeof frontendOf>[0], balancer: LoadBalancer, more: ServedWith = {}) =>
  serveApis([], frontendOf(run), { balancers: [balancer], ...more });
interface Asked {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
const ask = (port: number, path: string, { headers, ...more }: Asked = {}) =>
  httpRequest(port, path, { headers: { host, ...headers }, ...more });
const page = (words: string): string =>
  `<html>\r\n<head><title>${words}</title></head>\r\n<body>\r\n<center><h1>${words}</h1></center>\r\n</body>\r\n</html>\r\n`;

// Elastic Load Balancing, "Use Lambda functions as targets of an Application Load Balancer".
describe('a target that is a function', () => {
  it('gets the request as an event, by host and by path', async () => {
    await using server = await serve(echo, loadBalancer([{}]));
    const headers = { 'X-Forwarded-For': '203.0.113.9', 'Content-Type': 'text/plain', Cookie: 'a=1' };

    const byHost = await ask(server.port, '/a%20b?q=x%20y', { method: 'POST', body: 'hi', headers });
    const byPath = await httpRequest(server.port, '/_aws/elb/listener0000000000/a%20b?q=x%20y');

    expect(JSON.parse(byHost.body)).toEqual({
      requestContext: { elb: { targetGroupArn: expect.stringContaining(':targetgroup/Group/') } },
      httpMethod: 'POST',
      path: '/a%20b',
      queryStringParameters: { q: 'x%20y' },
      headers: {
        host,
        connection: undefined,
        'content-type': 'text/plain',
        'content-length': '2',
        cookie: 'a=1',
        'x-amzn-trace-id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
        'x-forwarded-for': '203.0.113.9, 127.0.0.1',
        'x-forwarded-port': String(server.port),
        'x-forwarded-proto': 'http',
      },
      body: 'hi',
      isBase64Encoded: false,
    });
    expect(JSON.parse(byPath.body)).toMatchObject({ path: '/a%20b', httpMethod: 'GET', body: '' });
  });

  it('answers with status, words, headers and several cookies', async () => {
    const result = {
      statusCode: 201,
      statusDescription: '201 Well Made',
      multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'], 'Content-Type': ['text/plain'] },
      body: Buffer.from('made').toString('base64'),
      isBase64Encoded: true,
    };
    await using server = await serve(() => result, loadBalancer([{ action: forwardTo({ multiValueHeaders: true }) }]));
    const request = http.request({ host: '127.0.0.1', port: server.port, headers: { host }, agent: false }).end();
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];

    expect([response.statusCode, response.statusMessage, response.headers['set-cookie'], await text(response)]).toEqual(
      [201, 'Well Made', ['a=1', 'b=2'], 'made'],
    );
  });

  it.each<[string, unknown]>([
    ['fails', platformError('Runtime.ExitError', 'Runtime exited')],
    ['times out', platformError('Sandbox.Timedout', 'Task timed out')],
    ['answers no object', 'text'],
    ['names no status', { body: 'x' }],
    ['sends more than 1 MB', { statusCode: 200, body: 'x'.repeat(1024 * 1024) }],
  ])('that %s is a page with 502', async (_, result) => {
    await using server = await serve(() => result, loadBalancer([{}]));

    const { status, headers, body } = await ask(server.port, '/');

    expect([status, headers['server'], headers['content-type'], body]).toEqual([
      502,
      'awselb/2.0',
      'text/html',
      page('502 Bad Gateway'),
    ]);
  });

  it('gets no more than 1 MB, and no WebSocket', async () => {
    await using server = await serve(echo, loadBalancer([{}]));

    const large = await ask(server.port, '/', { method: 'POST', body: 'x'.repeat(1024 * 1024 + 1) });
    const whole = await ask(server.port, '/', { method: 'POST', body: 'x'.repeat(1024 * 1024) });
    const upgraded = await ask(server.port, '/', { headers: { connection: 'Upgrade', upgrade: 'websocket' } });

    expect([large.status, large.body, upgraded.status]).toEqual([413, page('413 Request Entity Too Large'), 400]);
    // In base64 the event is well below what Lambda takes; the echo is more than a load balancer takes.
    expect(whole.status).toBe(502);
  });
});

// Elastic Load Balancing, "Listener rules for your Application Load Balancer".
describe('a listener', () => {
  const fixed = (body: string) =>
    ({ type: 'fixed-response', statusCode: 404, contentType: 'text/html', body }) as const;

  it('answers fixed responses and redirects itself', async () => {
    const redirect = {
      type: 'redirect',
      statusCode: 301,
      protocol: 'HTTPS',
      host: 'www.#{host}',
      port: '443',
      path: '/new/#{path}',
      query: '#{query}',
    } as const;
    await using server = await serve(
      echo,
      loadBalancer([
        { priority: 1, conditions: [{ field: 'path-pattern', values: ['/old/*'], regexValues: [] }], action: redirect },
        { action: fixed('<p>none</p>') },
      ]),
    );

    const none = await ask(server.port, '/');
    const moved = await ask(server.port, '/old/x?y=1');

    expect([none.status, none.headers['content-type'], none.body]).toEqual([
      404,
      'text/html; charset=utf-8',
      '<p>none</p>',
    ]);
    expect([moved.status, moved.headers.location, moved.body]).toEqual([
      301,
      `https://www.${host}:443/new/old/x?y=1`,
      page('301 Moved Permanently'),
    ]);
  });

  it('answers 503 where no function is registered, and says so', async () => {
    const lines: string[] = [];
    const logger = createLogger((_, message) => lines.push(message));
    const group = { arn: 'arn', logicalId: 'Empty', multiValueHeaders: false };
    const action = { type: 'forward', targets: [{ group, weight: 1 }] } as const;
    await using server = await serve(echo, loadBalancer([{ action }]), { logger });

    const { status, body } = await ask(server.port, '/');

    expect([status, body]).toEqual([503, page('503 Service Temporarily Unavailable')]);
    expect(lines).toContainEqual('GET / answers 503: the target group "Empty" has no function.');
  });

  // Elastic Load Balancing, "Authenticate users using an Application Load Balancer".
  it('never lets anyone past a login that cannot be verified, and names the flag', async () => {
    const lines: string[] = [];
    const logger = createLogger((_, message) => lines.push(message));
    const guarded = loadBalancer([
      { authentication: { type: 'authenticate-cognito', onUnauthenticated: 'authenticate' } },
    ]);
    await using server = await serve(echo, guarded, { logger });
    await using mocked = await serve(echo, guarded, { authorization: { mockClaims: { sub: 'ada' } } });

    const refused = await ask(server.port, '/', { headers: { cookie: 'AWSELBAuthSessionCookie-0=x' } });
    const passed = await ask(mocked.port, '/');

    expect(refused.status).toBe(561);
    expect(lines.join('\n')).toContain('--mock-claims');
    expect(JSON.parse(passed.body)).toMatchObject({ headers: { 'x-amzn-oidc-identity': 'ada' } });
  });
});

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-verify-jwt.html
describe('a rule that verifies tokens', () => {
  const guarded = (issuer: JwtIssuer, jwksEndpoint = `${issuer.url}/keys`) =>
    loadBalancer([
      {
        authentication: {
          type: 'jwt-validation',
          onUnauthenticated: 'deny',
          token: {
            jwksEndpoint,
            issuer: issuer.url,
            claims: [
              { name: 'aud', format: 'single-string', values: ['mine'] },
              { name: 'scope', format: 'space-separated-values', values: ['read'] },
              { name: 'groups', format: 'string-array', values: ['a', 'b'] },
            ],
          },
        },
      },
    ]);
  const good = { aud: 'mine', scope: 'read write', groups: ['b', 'a', 'c'] };

  it('passes a valid one on to the target as it came', async () => {
    await using issuer = await startJwtIssuer();
    await using server = await serve(echo, guarded(issuer));
    const Authorization = `Bearer ${await issuer.sign(good)}`;

    const { status, body } = await ask(server.port, '/', { headers: { Authorization } });

    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ headers: { authorization: Authorization } });
  });

  it.each<[string, JWTPayload, Parameters<JwtIssuer['sign']>[1]]>([
    ['of another issuer', { ...good, iss: 'https://other' }, {}],
    ['that has expired', good, { expiresAt: 1000 }],
    ['that never ends', good, { expiresAt: 'never' }],
    ['from the future', { ...good, iat: 4_000_000_000 }, {}],
    ['of an unknown key', good, { kid: 'two' }],
    ['for others', { ...good, aud: 'others' }, {}],
    ['without a scope', { ...good, scope: 'write' }, {}],
    ['without a group', { ...good, groups: ['a'] }, {}],
  ])('refuses one %s with 401', async (_, claims, options) => {
    await using issuer = await startJwtIssuer();
    await using server = await serve(echo, guarded(issuer));
    const Authorization = `Bearer ${await issuer.sign(claims, options)}`;

    expect((await ask(server.port, '/', { headers: { Authorization } })).status).toBe(401);
  });

  it('refuses requests without one, and all where the keys cannot be had', async () => {
    await using issuer = await startJwtIssuer();
    await using server = await serve(echo, guarded(issuer));
    await using cutOff = await serve(echo, guarded(issuer, 'http://127.0.0.1:1/keys'));
    const Authorization = `Bearer ${await issuer.sign(good)}`;

    expect((await ask(server.port, '/')).status).toBe(401);
    expect((await ask(server.port, '/', { headers: { Authorization: 'Bearer nonsense' } })).status).toBe(401);
    expect((await ask(cutOff.port, '/', { headers: { Authorization } })).status).toBe(500);
  });

  it('is open with --disable-authorizer, and read from a template', async () => {
    await using issuer = await startJwtIssuer();
    await using server = await serve(echo, guarded(issuer), { authorization: { disabled: true } });
    const { balancers = [] } = await stackOf(`
Resources:
  Web: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: { Name: web } }
  Group: { Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: { TargetType: lambda, Targets: [{ Id: fn }] } }
  Https:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Web
      Port: 443
      Protocol: HTTPS
      DefaultActions:
        - Type: jwt-validation
          Order: 1
          JwtValidationConfig:
            JwksEndpoint: https://issuer.example/keys
            Issuer: https://issuer.example
            AdditionalClaims: [{ Format: string-array, Name: groups, Values: [a] }]
        - { Type: forward, Order: 2, TargetGroupArn: !Ref Group }
`);

    expect((await ask(server.port, '/')).status).toBe(200);
    expect(balancers[0]?.listeners[0]?.rules[0]?.authentication).toEqual({
      type: 'jwt-validation',
      onUnauthenticated: 'deny',
      token: {
        jwksEndpoint: 'https://issuer.example/keys',
        issuer: 'https://issuer.example',
        claims: [{ name: 'groups', format: 'string-array', values: ['a'] }],
      },
    });
  });
});

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html#forward-actions and …/sticky-sessions.html
describe('a rule with weighted target groups', () => {
  const groups = ['blue', 'green'].map((name) => ({
    group: targetGroup({ arn: `arn:${name}`, logicalId: name, functionReference: name }),
    weight: 1,
  }));
  const whoAnswers = ({ name }: { readonly name: string }): unknown => ({ statusCode: 200, body: name });
  const cookiesOf = ({ headers }: { readonly headers: http.IncomingHttpHeaders }): readonly string[] =>
    headers['set-cookie'] ?? [];

  it('sends requests to both, and sets no cookie without stickiness', async () => {
    const rule = { action: { type: 'forward', targets: groups } } as const;
    await using server = await serve(whoAnswers, loadBalancer([rule]));

    const answers = await Promise.all(Array.from({ length: 40 }, () => ask(server.port, '/')));

    expect(new Set(answers.map(({ body }) => body))).toEqual(new Set(['blue', 'green']));
    expect(answers.flatMap(cookiesOf)).toEqual([]);
  });

  it('keeps clients with the group of their cookie, which every answer renews', async () => {
    const rule = { action: { type: 'forward', targets: groups, stickySeconds: 60 } } as const;
    await using server = await serve(whoAnswers, loadBalancer([rule]));

    const first = await ask(server.port, '/');
    const [plain = '', foreign = ''] = cookiesOf(first);
    const cookie = `a=1; ${plain.split(';')[0] ?? ''}`;
    const others = await Promise.all(
      Array.from({ length: 20 }, () => ask(server.port, '/', { headers: { Cookie: cookie } })),
    );

    expect(plain).toMatch(/^AWSALBTG=\S+; Expires=\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT; Path=\/$/);
    expect(foreign).toMatch(/^AWSALBTGCORS=\S+; Expires=[^;]+; Path=\/; SameSite=None$/);
    expect(new Set(others.map(({ body }) => body))).toEqual(new Set([first.body]));
    expect(others.every((answer) => cookiesOf(answer).length === 2)).toBe(true);
  });

  it('leaves a group whose weight has become 0', async () => {
    const rule = (weight: number) =>
      ({
        action: {
          type: 'forward',
          targets: groups.map((one, index) => (index === 0 ? { ...one, weight } : one)),
          stickySeconds: 60,
        },
      }) as const;
    const only = { action: { type: 'forward', targets: groups.slice(0, 1), stickySeconds: 60 } } as const;
    await using before = await serve(whoAnswers, loadBalancer([only]));
    await using after = await serve(whoAnswers, loadBalancer([rule(0)]));
    const first = await ask(before.port, '/');

    const [cookie = ''] = cookiesOf(first);
    const second = await ask(after.port, '/', { headers: { Cookie: cookie.split(';')[0] ?? '' } });

    expect([first.body, second.body]).toEqual(['blue', 'green']);
  });

  it('is read from a listener rule with its duration', async () => {
    const forward = `
        - Type: forward
          ForwardConfig:
            TargetGroups: [{ TargetGroupArn: !Ref Group, Weight: 5 }]
            TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 120 }`;
    const { balancers = [] } = await stackOf(`
Resources:
  Web: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: { Name: web } }
  Group: { Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: { TargetType: lambda, Targets: [{ Id: 'arn:aws:lambda:eu-west-1:123456789012:function:Fn' }] } }
  Http:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Web
      Port: 80
      Protocol: HTTP
      DefaultActions:${forward}
`);

    expect(balancers[0]?.listeners[0]?.rules[0]?.action).toMatchObject({
      type: 'forward',
      stickySeconds: 120,
      targets: [{ weight: 5 }],
    });
  });
});
