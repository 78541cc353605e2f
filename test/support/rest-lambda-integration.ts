import type { RestLambdaIntegration } from '../../src/model/index.js';

/** A Lambda integration of a REST API that maps nothing: the body goes to `Fn`, and what it returns is answered with 200. */
export function restLambdaIntegration(settings: Partial<RestLambdaIntegration> = {}): RestLambdaIntegration {
  return {
    type: 'AWS',
    functionReference: 'Fn',
    httpMethod: 'POST',
    timeoutMs: 29_000,
    requestParameters: {},
    requestTemplates: {},
    passthroughBehavior: 'WHEN_NO_MATCH',
    responses: [{ statusCode: 200, parameters: {}, templates: {} }],
    ...settings,
  };
}
