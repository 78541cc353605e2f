import { describe, expect, it } from '@jest/globals';
import type {
  APIGatewayProxyCognitoAuthorizer,
  APIGatewayProxyEvent,
  APIGatewayProxyEventBase,
  APIGatewayProxyEventV2,
  APIGatewayProxyEventV2WithIAMAuthorizer,
  APIGatewayRequestAuthorizerEvent,
  APIGatewayRequestAuthorizerEventV2,
  APIGatewayTokenAuthorizerEvent,
  LambdaFunctionURLEvent,
} from 'aws-lambda';
import { urlRequestToEvent } from '../../../src/front-doors/function-url/request-to-event.js';
import { authorizerEvent } from '../../../src/front-doors/http-api/authorization/authorizer-event.js';
import { httpEventOfPayload1 } from '../../../src/front-doors/http-api/request-to-event-payload-1.js';
import { httpEventOfPayload2, iamAuthorizer } from '../../../src/front-doors/http-api/request-to-event.js';
import {
  requestAuthorizerEvent,
  tokenAuthorizerEvent,
} from '../../../src/front-doors/rest-api/authorization/authorizer-event.js';
import { restRequestToEvent } from '../../../src/front-doors/rest-api/request-to-event.js';
import { clientRequest, routedHttpRequest, routedRequest } from '../../support/routed-request.js';

/**
 * The published types demand keys that AWS sends only where they are used (recording test_lambda_aws_proxy_integration_request_data_mapping):
 * `authorizer` on guarded methods, `apiKey` and `apiKeyId` where a key is asked for, `clientCert` with mutual TLS.
 */
type AsSent<E extends Pick<APIGatewayProxyEventBase<unknown>, 'requestContext'>> = Omit<E, 'requestContext'> & {
  readonly requestContext: Omit<E['requestContext'], 'authorizer' | 'identity'> & {
    readonly authorizer?: unknown;
    readonly identity: OptionalKeys<E['requestContext']['identity'], 'apiKey' | 'apiKeyId' | 'clientCert'>;
  };
};
type OptionalKeys<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>;

/** The compiler checks the shape of what is given; of a value it asks nothing. */
function accepts<T>(event: T): T {
  return event;
}

const rest = routedRequest({ query: 'a=1', path: '/x', headers: [['Host', 'example.com']] });
const http = routedHttpRequest({ query: 'a=1', path: '/x' });
const arn = 'arn:aws:execute-api:eu-west-1:123456789012:abcde12345/test/GET/x';

describe('@types/aws-lambda', () => {
  it('has the type of a REST API’s events', () => {
    expect(accepts<AsSent<APIGatewayProxyEvent>>(restRequestToEvent(rest)).httpMethod).toBe('GET');
    expect(
      accepts<AsSent<APIGatewayProxyEventBase<APIGatewayProxyCognitoAuthorizer>>>(restRequestToEvent(rest)).path,
    ).toBe('/x');
  });

  it('has the types of a REST API’s authorizer events', () => {
    expect(accepts<AsSent<APIGatewayRequestAuthorizerEvent>>(requestAuthorizerEvent(rest, arn)).methodArn).toBe(arn);
    expect(accepts<APIGatewayTokenAuthorizerEvent>(tokenAuthorizerEvent(arn, 'Bearer x')).type).toBe('TOKEN');
  });

  it('has the types of an HTTP API’s events', () => {
    const { resource } = accepts<AsSent<APIGatewayProxyEvent>>(httpEventOfPayload1(http));
    const signer = { accessKey: 'A', accountId: '1', callerId: 'C', userArn: 'arn' };

    expect(resource).toBe('/x');
    expect(accepts<APIGatewayProxyEventV2>(httpEventOfPayload2(http)).rawPath).toBe('/test/x');
    expect(accepts<Omit<Iam, 'principalOrgId'>>(iamAuthorizer(signer)).userId).toBe('C');
  });

  it('has the type of an HTTP API’s authorizer events, whose empty keys are absent', () => {
    const authorizer = {
      type: 'LAMBDA',
      functionReference: 'Auth',
      payloadFormat: '2.0',
      simpleResponses: true,
      identitySources: [],
      ttlSeconds: 0,
    } as const;
    const event = authorizerEvent(http, authorizer, ['a'], arn);

    if (!('routeArn' in event)) throw new Error('It is of format 1.0.');
    const typed = accepts<Omit<APIGatewayRequestAuthorizerEventV2, EmptyKeys>>(event);
    expect(typed.routeArn).toBe(arn);
    expect(JSON.parse(JSON.stringify(event))).not.toHaveProperty('cookies');
  });

  it('has the type of a function URL’s events', () => {
    const url = {
      id: 'abc',
      region: 'eu-west-1',
      account: '123456789012',
      functionReference: 'Fn',
      authType: 'NONE',
      invokeMode: 'BUFFERED',
    } as const;
    const request = {
      client: clientRequest(),
      url,
      path: '/x',
      requestId: 'r',
      traceId: 'Root=1-5e1b4151-5ac6c58f5b8aa2ed8a4a2a47',
    };

    expect(accepts<LambdaFunctionURLEvent>(urlRequestToEvent(request)).requestContext.apiId).toBe('abc');
  });
});

type EmptyKeys = 'cookies' | 'queryStringParameters' | 'pathParameters' | 'stageVariables';
type Iam = APIGatewayProxyEventV2WithIAMAuthorizer['requestContext']['authorizer']['iam'];
