import { newUuid } from '../../../base/index.js';
import { partitionOf, type RestApi } from '../../../model/index.js';
import { newExtendedRequestId } from '../../api-gateway/extended-request-id.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import { continueTrace } from '../../api-gateway/trace-id.js';
import type { TestInput } from './test-input.js';

export interface Tested {
  readonly api: RestApi;
  readonly method: string;
  readonly path: string;
  readonly accessKey: string;
  /** Name of the stage that the test pretends to be in. */
  readonly stage: string;
}

/** A request as AWS shows a test to the function: without headers of its own, and with made-up words for what a client would have. */
export function testRequest(
  { api, method, path, accessKey, stage }: Tested,
  input: TestInput,
  nowMs: number,
): Omit<RestRequest, 'route' | 'pathParameters'> {
  const { account } = api;
  return {
    client: {
      method,
      path,
      query: input.query,
      headers: input.headers,
      body: Buffer.from(input.body),
      sourceIp: 'test-invoke-source-ip',
      protocol: 'HTTP/1.1',
      scheme: 'https',
      port: 443,
      receivedAtMs: nowMs,
    },
    api,
    stage: { name: stage, variables: input.stageVariables },
    path,
    ids: { requestId: newUuid(), extendedRequestId: newExtendedRequestId(), traceId: continueTrace(undefined, nowMs) },
    isTest: true,
    caller: {
      iam: {
        accessKey,
        accountId: account,
        callerId: account,
        userArn: `arn:${partitionOf(api.region)}:iam::${account}:root`,
      },
      apiKey: { id: 'test-invoke-api-key-id', value: 'test-invoke-api-key' },
    },
  };
}
