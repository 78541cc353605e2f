import type { UnsupportedIntegration } from './api-base.js';

/** What answers a method of a REST API. */
export type RestIntegration =
  | RestLambdaProxy
  | RestLambdaIntegration
  | RestServiceIntegration
  | RestHttpProxy
  | RestHttpIntegration
  | RestMock
  | UnsupportedIntegration;

interface Called {
  /** `integration.request.header.x` to where its value comes from. */
  readonly requestParameters: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly cache?: CacheKey;
}

/** What tells the cached responses of a method apart. */
export interface CacheKey {
  /** `method.request.querystring.x`, or a parameter of the integration. */
  readonly parameters: readonly string[];
  /** Methods with the same one share their entries; the method's own resource when absent. */
  readonly namespace?: string;
}

/** With mapping templates on both sides. */
export interface MappedIntegration {
  /** Content type to a template. */
  readonly requestTemplates: Readonly<Record<string, string>>;
  readonly passthroughBehavior: 'WHEN_NO_MATCH' | 'WHEN_NO_TEMPLATES' | 'NEVER';
  readonly contentHandling?: 'CONVERT_TO_BINARY' | 'CONVERT_TO_TEXT';
  readonly responses: readonly IntegrationResponse[];
}

export interface RestLambdaProxy extends Called {
  readonly type: 'AWS_PROXY';
  /** Name or ARN, either with a qualifier; may hold `${stageVariables.x}`. */
  readonly functionReference: string;
  /** Anything but POST fails when it is called, as on AWS. */
  readonly httpMethod: string;
  readonly streams: boolean;
}

export interface RestLambdaIntegration extends Called, MappedIntegration {
  readonly type: 'AWS';
  readonly functionReference: string;
  /** Asynchronous where a mapped header says so. */
  readonly httpMethod: string;
}

/** Another AWS service than Lambda, by its own protocol; API Gateway calls this type `AWS` too. */
export interface RestServiceIntegration extends Called, MappedIntegration, ServiceTarget {
  readonly type: 'AWS_SERVICE';
  readonly httpMethod: string;
}

/** What an integration with an AWS service calls. */
export interface ServiceTarget {
  /** `sqs`, `states`, `s3`: what stands in its host. */
  readonly service: string;
  /** What stands before the service in its host: a bucket. */
  readonly subdomain?: string;
  readonly region: string;
  /** A path may hold `{parameter}` and `${stageVariables.x}`; an action is one of the service's API, with its query behind `&`. */
  readonly target: { readonly path: string } | { readonly action: string };
}

export interface RestHttpProxy extends Called {
  readonly type: 'HTTP_PROXY';
  /** May hold `{pathParameter}` and `${stageVariables.x}`. */
  readonly uri: string;
  /** `ANY` keeps the client's verb. */
  readonly httpMethod: string;
  /** The response goes on chunk by chunk. */
  readonly streams?: boolean;
  /** On AWS it is reached through a VPC link; here its host must be known to this machine. */
  readonly viaVpcLink?: true;
}

export interface RestHttpIntegration extends Called, MappedIntegration {
  readonly type: 'HTTP';
  readonly uri: string;
  readonly httpMethod: string;
  readonly viaVpcLink?: true;
}

export interface RestMock extends MappedIntegration {
  readonly type: 'MOCK';
  readonly requestParameters: Readonly<Record<string, string>>;
  readonly cache?: CacheKey;
}

export interface IntegrationResponse {
  readonly statusCode: number;
  /** Absent in the default one. */
  readonly selectionPattern?: string;
  /** `method.response.header.x` to where its value comes from. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly templates: Readonly<Record<string, string>>;
  readonly contentHandling?: 'CONVERT_TO_BINARY' | 'CONVERT_TO_TEXT';
}
