/** What every API has. */
export interface ApiBase {
  /** Ten lower-case characters, stable for a logical id. */
  readonly id: string;
  readonly logicalId: string;
  readonly region: string;
  readonly account: string;
  /** Custom domains under which it answers. */
  readonly domains?: readonly DomainMapping[];
}

/** One base path of a custom domain. */
export interface DomainMapping {
  /** Lower case; its first label may be `*`. */
  readonly domain: string;
  /** `/v1`, `/orders/v1`; empty is every path. */
  readonly basePath: string;
  /** Absent where the first segment behind the base path names the stage. */
  readonly stage?: string;
}

/** A stage of an API; `$default` (HTTP APIs only) needs no segment in the path. */
export interface ApiStage {
  readonly name: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Absent where nothing but the account's own limits holds. */
  readonly throttles?: StageThrottles;
}

/** How many requests each route of an HTTP or WebSocket API takes. */
export interface StageThrottles {
  /** Of each route that has none of its own. */
  readonly each?: Throttle;
  /** By route key: `GET /users/{id}`, `$default`, `sendmessage`. */
  readonly routes: Readonly<Record<string, Throttle>>;
}

/** A token bucket: requests a second, and how many at once. */
export interface Throttle {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

/**
 * Who may call a route. `AUTHORIZER` names one of the API's authorizers; a name that the API does not have, like an authorizer
 * that cannot be verified here, refuses every request.
 */
export type RouteAuthorization =
  | { readonly type: 'NONE' }
  | { readonly type: 'AWS_IAM' }
  | { readonly type: 'AUTHORIZER'; readonly name: string; readonly scopes: readonly string[] };

/** A route whose integration Hearth cannot call: requests are answered as AWS answers a broken integration, and `reason` is told. */
export interface UnsupportedIntegration {
  readonly type: 'UNSUPPORTED';
  readonly reason: string;
}

/** An authorizer that Hearth cannot verify: every request is refused, and `reason` is told with the flag that mocks it. */
export interface UnverifiableAuthorizer {
  readonly type: 'UNVERIFIABLE';
  readonly reason: string;
  /** It reads claims of a token (Cognito, JWT), so `--mock-claims` stands for it too. */
  readonly readsClaims?: boolean;
}
