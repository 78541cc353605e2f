/** An API of any origin (template, serverless.yml, control plane), as the doors read it; plain data. */
export interface HttpApi {
  /** Ten lower-case characters, stable for a logical id. */
  readonly id: string;
  readonly logicalId: string;
  readonly kind: 'rest' | 'http';
  readonly region: string;
  readonly account: string;
  readonly stage: string;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly binaryMediaTypes: readonly string[];
  readonly routes: readonly HttpRoute[];
}

/** One method on one path, answered by a Lambda proxy integration. */
export interface HttpRoute {
  /** Upper case, or `ANY`. */
  readonly method: string;
  /** `/`, `/users/{id}`, `/files/{proxy+}`, or `$default` (HTTP APIs only). */
  readonly path: string;
  /** Name, ARN, either with a qualifier: whatever `InvokeFrontend.invoke` takes. */
  readonly functionReference: string;
  readonly payloadFormat: '1.0' | '2.0';
  readonly timeoutMs: number;
}
