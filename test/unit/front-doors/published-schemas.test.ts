import {
  APIGatewayRequestAuthorizerEventSchema,
  APIGatewayRequestAuthorizerEventV2Schema,
  APIGatewayTokenAuthorizerEventSchema,
} from '@aws-lambda-powertools/parser/schemas';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { authorizerEvent } from '../../../src/front-doors/http-api/authorization/authorizer-event.js';
import {
  requestAuthorizerEvent,
  tokenAuthorizerEvent,
} from '../../../src/front-doors/rest-api/authorization/authorizer-event.js';
import { anyRequest, type SentRequest } from '../../support/any-request.js';
import { type RequestSketch, routedHttpRequest, routedRequest } from '../../support/routed-request.js';

const arn = 'arn:aws:execute-api:eu-west-1:123456789012:abcde12345/test/GET/x';

function arrived({ method, path, query, headers, cookies, body }: SentRequest): RequestSketch {
  const cookie = cookies.length === 0 ? [] : [['Cookie', cookies.join('; ')] as const];
  const flat = headers.flatMap(([name, values]) => values.map((value) => [name, value] as const));
  return { method, path, query, headers: [['Host', 'example.com'], ...flat, ...cookie], body };
}

/** As the function gets it: what is undefined is left out. */
function asSent(event: object): unknown {
  return JSON.parse(JSON.stringify(event));
}

// Powertools for AWS Lambda (TypeScript), "Parser": the published schemas of authorizers' events.
describe('whatever was requested, the event of a Lambda authorizer has the published schema', () => {
  it('REQUEST, of a REST API', () => {
    fc.assert(
      fc.property(anyRequest, (sent) => {
        const event = asSent(requestAuthorizerEvent(routedRequest(arrived(sent)), arn));

        expect(APIGatewayRequestAuthorizerEventSchema.safeParse(event).error).toBeUndefined();
      }),
    );
  });

  it('TOKEN, of a REST API', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (token) => {
        expect(APIGatewayTokenAuthorizerEventSchema.safeParse(tokenAuthorizerEvent(arn, token)).error).toBeUndefined();
      }),
    );
  });

  it('2.0, of an HTTP API', () => {
    const authorizer = {
      type: 'LAMBDA',
      functionReference: 'Auth',
      payloadFormat: '2.0',
      simpleResponses: true,
      identitySources: [],
      ttlSeconds: 0,
    } as const;
    fc.assert(
      fc.property(anyRequest, fc.array(fc.string()), (sent, identity) => {
        const event = asSent(authorizerEvent(routedHttpRequest(arrived(sent)), authorizer, identity, arn));

        expect(APIGatewayRequestAuthorizerEventV2Schema.safeParse(event).error).toBeUndefined();
      }),
    );
  });
});
