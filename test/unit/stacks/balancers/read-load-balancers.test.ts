import { describe, expect, it } from '@jest/globals';
import type { BalancerRule, LoadBalancer } from '../../../../src/model/index.js';
import { serviceOf } from '../../../support/service-of.js';
import { stackOf } from '../../../support/stack-of.js';

const head = `
Resources:
  Fn: { Type: AWS::Serverless::Function, Properties: { InlineCode: x, Runtime: nodejs22.x, Handler: index.handler } }
  Web: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: { Subnets: [a, b] } }
  Group:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      TargetType: lambda
      TargetGroupAttributes: [{ Key: lambda.multi_value_headers.enabled, Value: 'true' }]
      Targets: [{ Id: !GetAtt Fn.Arn }]
  Http:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Web
      Port: 80
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '404', MessageBody: nothing } }]
`;
const rule = (name: string, priority: number, more: string): string => `
  ${name}:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties: { ListenerArn: !Ref Http, Priority: ${priority}, ${more} }
`;
const forward = 'Actions: [{ Type: forward, TargetGroupArn: !Ref Group }]';
const rulesOf = (balancers: readonly LoadBalancer[] | undefined): readonly BalancerRule[] =>
  balancers?.[0]?.listeners[0]?.rules ?? [];

// CloudFormation, "AWS::ElasticLoadBalancingV2".
describe('the load balancers of a template', () => {
  it('have their listeners, whose default actions are the last rule', async () => {
    const { balancers } = await stackOf(
      head + rule('Rule', 5, `Conditions: [{ Field: path-pattern, Values: [/a/*] }], ${forward}`),
    );

    expect(balancers).toEqual([
      {
        id: expect.stringMatching(/^web-[a-z0-9]{10}$/),
        logicalId: 'Web',
        region: 'eu-west-1',
        account: '123456789012',
        forwardedFor: 'append',
        showsClientPort: false,
        listeners: [
          {
            id: expect.stringMatching(/^[a-z0-9]{16}$/),
            logicalId: 'Http',
            protocol: 'HTTP',
            port: 80,
            rules: [
              {
                logicalId: 'Rule',
                priority: 5,
                conditions: [{ field: 'path-pattern', values: ['/a/*'], regexValues: [] }],
                rewrites: [],
                action: {
                  type: 'forward',
                  targets: [
                    {
                      weight: 1,
                      group: {
                        arn: expect.stringMatching(
                          /^arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup\/Group\//,
                        ),
                        logicalId: 'Group',
                        functionReference: 'arn:aws:lambda:eu-west-1:123456789012:function:Fn',
                        multiValueHeaders: true,
                      },
                    },
                  ],
                },
              },
              {
                logicalId: 'Default',
                priority: 'default',
                conditions: [],
                rewrites: [],
                action: { type: 'fixed-response', statusCode: 404, body: 'nothing' },
              },
            ],
          },
        ],
      },
    ]);
  });

  it('have every kind of condition, in the long form', async () => {
    const conditions = `Conditions: [
      { Field: host-header, HostHeaderConfig: { Values: ['*.x.org'] } },
      { Field: http-header, HttpHeaderConfig: { HttpHeaderName: X-A, Values: [b, c], RegexValues: ['^d'] } },
      { Field: http-request-method, HttpRequestMethodConfig: { Values: [GET] } },
      { Field: query-string, QueryStringConfig: { Values: [{ Key: k, Value: v }, { Value: w }] } },
      { Field: source-ip, SourceIpConfig: { Values: [10.0.0.0/8] } } ]`;
    const { balancers } = await stackOf(head + rule('Rule', 1, `${conditions}, ${forward}`));

    expect(rulesOf(balancers)[0]?.conditions).toEqual([
      { field: 'host-header', values: ['*.x.org'], regexValues: [] },
      { field: 'http-header', name: 'X-A', values: ['b', 'c'], regexValues: ['^d'] },
      { field: 'http-request-method', values: ['GET'] },
      { field: 'query-string', values: [{ key: 'k', value: 'v' }, { value: 'w' }] },
      { field: 'source-ip', values: ['10.0.0.0/8'] },
    ]);
  });

  it('have weights, redirects, logins and transforms', async () => {
    const { balancers } = await stackOf(
      head +
        rule(
          'Weighted',
          3,
          'Conditions: [{ Field: path-pattern, Values: [/w] }], Actions: [{ Type: forward, ForwardConfig: { TargetGroups: [{ TargetGroupArn: !Ref Group, Weight: 0 }, { TargetGroupArn: !Ref Group, Weight: 7 }] } }]',
        ) +
        rule(
          'Redirected',
          2,
          "Conditions: [{ Field: path-pattern, Values: [/r] }], Actions: [{ Type: redirect, RedirectConfig: { Port: '443', Protocol: HTTPS, StatusCode: HTTP_302 } }]",
        ) +
        rule(
          'Guarded',
          1,
          "Conditions: [{ Field: path-pattern, Values: [/g] }], Transforms: [{ Type: url-rewrite, UrlRewriteConfig: { Rewrites: [{ Regex: '^/g', Replace: / }] } }], Actions: [{ Type: forward, Order: 2, TargetGroupArn: !Ref Group }, { Type: authenticate-oidc, Order: 1, AuthenticateOidcConfig: { OnUnauthenticatedRequest: deny } }]",
        ),
    );
    const [guarded, redirected, weighted] = rulesOf(balancers);

    expect(guarded).toMatchObject({
      authentication: { type: 'authenticate-oidc', onUnauthenticated: 'deny' },
      rewrites: [{ part: 'url', regex: '^/g', replace: '/' }],
      action: { type: 'forward' },
    });
    expect(redirected?.action).toEqual({
      type: 'redirect',
      statusCode: 302,
      protocol: 'HTTPS',
      host: '#{host}',
      port: '443',
      path: '/#{path}',
      query: '#{query}',
    });
    expect(weighted?.action).toMatchObject({ targets: [{ weight: 0 }, { weight: 7 }] });
  });

  it('leave out a rule that cannot be decided here, and say why', async () => {
    const { balancers, notices } = await stackOf(
      head +
        rule('Strange', 1, `Conditions: [{ Field: moon-phase, Values: [full] }], ${forward}`) +
        rule(
          'Empty',
          2,
          `Conditions: [{ Field: host-header, HostHeaderConfig: { Values: [!ImportValue x] } }], ${forward}`,
        ) +
        rule('Wrong', 3, `Conditions: [{ Field: source-ip, SourceIpConfig: { Values: [10.0.0.0/99] } }], ${forward}`) +
        rule('One', 4, `Conditions: [{ Field: path-pattern, Values: [/1] }], ${forward}`) +
        rule('Two', 4, `Conditions: [{ Field: path-pattern, Values: [/2] }], ${forward}`),
    );

    expect(rulesOf(balancers).map(({ logicalId }) => logicalId)).toEqual(['One', 'Default']);
    expect(notices).toEqual(
      expect.arrayContaining([
        'The listener rule "Strange" is left out: a condition on "moon-phase" is not known.',
        'The listener rule "Empty" is left out: its condition on "host-header" has no value that is known here.',
        'The listener rule "Wrong" is left out: "10.0.0.0/99" is no block of addresses, such as "192.0.2.0/24".',
        'The listener rules "One" and "Two" both have the priority 4, which AWS refuses: the first one is served.',
      ]),
    );
  });

  it('say which targets are not functions', async () => {
    const { notices } = await stackOf(
      `${head}  Machines: { Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: { Port: 80, Protocol: HTTP, VpcId: v } }\n`,
    );

    expect(notices).toContain(
      'The target group "Machines" has targets of type "instance", which only AWS has: its requests are answered 503.',
    );
  });
});

// Serverless Framework, "Application Load Balancer".
describe('the alb events of a serverless.yml', () => {
  const listener =
    'arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2';

  it('are rules of a listener that lies elsewhere, with its conditions, health check and authorizer', async () => {
    const { balancers, notices } = await serviceOf(`
service: shop
provider:
  name: aws
  runtime: nodejs22.x
  alb: { authorizers: { users: { type: cognito, onUnauthenticatedRequest: deny } } }
functions:
  one:
    handler: index.handler
    events:
      - alb:
          listenerArn: ${listener}
          priority: 2
          multiValueHeaders: true
          healthCheck: { path: /health, intervalSeconds: 50, matcher: { httpCode: '200,202' } }
          authorizer: users
          conditions: { path: /one/*, host: [a.org, b.org], method: POST, header: [{ name: X-A, values: [b] }], query: { k: true }, ip: [10.0.0.0/8] }
`);

    expect(balancers).toMatchObject([
      {
        logicalId: 'shop',
        listeners: [
          {
            logicalId: 'shop',
            rules: [
              {
                priority: 2,
                authentication: { type: 'authenticate-cognito', onUnauthenticated: 'deny' },
                conditions: [
                  { field: 'path-pattern', values: ['/one/*'] },
                  { field: 'host-header', values: ['a.org', 'b.org'] },
                  { field: 'http-request-method', values: ['POST'] },
                  { field: 'source-ip', values: ['10.0.0.0/8'] },
                  { field: 'http-header', name: 'X-A', values: ['b'] },
                  { field: 'query-string', values: [{ key: 'k', value: 'true' }] },
                ],
                action: {
                  targets: [
                    {
                      group: {
                        functionReference: 'arn:aws:lambda:eu-west-1:123456789012:function:shop-dev-one',
                        multiValueHeaders: true,
                        healthCheck: {
                          path: '/health',
                          intervalSeconds: 50,
                          timeoutSeconds: 30,
                          healthyThreshold: 5,
                          unhealthyThreshold: 2,
                          matcher: '200,202',
                        },
                      },
                    },
                  ],
                },
              },
              { priority: 'default', action: { type: 'fixed-response', statusCode: 404 } },
            ],
          },
        ],
      },
    ]);
    expect(notices).toContainEqual(expect.stringContaining(`The listener "${listener}" is not in this project`));
  });
});
