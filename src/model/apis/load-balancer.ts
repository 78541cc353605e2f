/** An Application Load Balancer with Lambda targets, from a project file. */
export interface LoadBalancer {
  /** First label of its DNS name, stable for a logical id. */
  readonly id: string;
  readonly logicalId: string;
  readonly region: string;
  readonly account: string;
  /** Never empty. */
  readonly listeners: readonly BalancerListener[];
  /** What becomes of the client's `X-Forwarded-For` (attribute `routing.http.xff_header_processing.mode`). */
  readonly forwardedFor: 'append' | 'preserve' | 'remove';
  /** Whether `X-Forwarded-For` shows the client's port (attribute `routing.http.xff_client_port.enabled`). */
  readonly showsClientPort: boolean;
}

export interface BalancerListener {
  /** Sixteen characters, stable for a logical id. */
  readonly id: string;
  readonly logicalId: string;
  readonly protocol: 'HTTP' | 'HTTPS';
  /** Its port on AWS; here it listens on another. */
  readonly port: number;
  /** In the order of their priority; the last one has no conditions and is the default. */
  readonly rules: readonly BalancerRule[];
}

export interface BalancerRule {
  /** `Default` for the listener's own actions. */
  readonly logicalId: string;
  readonly priority: number | 'default';
  /** All must hold. */
  readonly conditions: readonly RuleCondition[];
  /** What the client has to pass before the action. */
  readonly authentication?: RuleAuthentication;
  /** What the target sees instead of the host or of path and query. */
  readonly rewrites: readonly RuleRewrite[];
  readonly action: RuleAction;
}

/** One of the values must hold (Elastic Load Balancing, "Condition types for listener rules"). */
export type RuleCondition =
  | {
      readonly field: 'path-pattern' | 'host-header';
      readonly values: readonly string[];
      readonly regexValues: readonly string[];
    }
  | {
      readonly field: 'http-header';
      readonly name: string;
      readonly values: readonly string[];
      readonly regexValues: readonly string[];
    }
  | { readonly field: 'http-request-method'; readonly values: readonly string[] }
  | { readonly field: 'query-string'; readonly values: readonly { readonly key?: string; readonly value: string }[] }
  /** CIDR blocks of both families. */
  | { readonly field: 'source-ip'; readonly values: readonly string[] };

export interface RuleAuthentication {
  readonly type: 'authenticate-oidc' | 'authenticate-cognito' | 'jwt-validation';
  /** What becomes of a client that is not logged in. */
  readonly onUnauthenticated: 'authenticate' | 'allow' | 'deny';
  /** Of `jwt-validation`; absent where the issuer or its keys are not known here, and then nobody passes. */
  readonly token?: TokenRules;
}

/** What a token must be to pass. */
export interface TokenRules {
  readonly jwksEndpoint: string;
  readonly issuer: string;
  /** All values of each must be in the token. */
  readonly claims: readonly {
    readonly name: string;
    readonly format: 'single-string' | 'string-array' | 'space-separated-values';
    readonly values: readonly string[];
  }[];
}

export interface RuleRewrite {
  readonly part: 'host' | 'url';
  readonly regex: string;
  readonly replace: string;
}

export type RuleAction =
  | {
      readonly type: 'forward';
      readonly targets: readonly WeightedTargetGroup[];
      /** How long a client stays with the group that it got first; absent, each request goes by weight. */
      readonly stickySeconds?: number;
    }
  | {
      readonly type: 'fixed-response';
      readonly statusCode: number;
      readonly contentType?: string;
      readonly body: string;
    }
  | RedirectAction
  /** It cannot be carried out here; the reason is for the developer. */
  | { readonly type: 'unsupported'; readonly reason: string };

/** Each part may hold `#{protocol}`, `#{host}`, `#{port}`, `#{path}` and `#{query}`. */
export interface RedirectAction {
  readonly type: 'redirect';
  readonly statusCode: 301 | 302;
  readonly protocol: string;
  readonly host: string;
  readonly port: string;
  readonly path: string;
  readonly query: string;
}

export interface WeightedTargetGroup {
  readonly group: TargetGroup;
  /** 0 to 999. */
  readonly weight: number;
}

export interface TargetGroup {
  readonly arn: string;
  readonly logicalId: string;
  /** Name or ARN, either with a qualifier; absent when no function is registered. */
  readonly functionReference?: string;
  readonly multiValueHeaders: boolean;
  readonly healthCheck?: TargetHealthCheck;
}

export interface TargetHealthCheck {
  readonly path: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  /** `200`, `200,202`, `200-299`. */
  readonly matcher: string;
}
