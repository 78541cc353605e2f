import type { Caller } from '../../api-gateway/routed-request.js';

/** A client of a WebSocket API from its upgrade request on; what later events repeat of it. */
export interface Connection {
  readonly id: string;
  readonly apiId: string;
  readonly stageName: string;
  /** `https://<domainName>/<stage>` leads functions to `@connections`: a custom domain, Hearth's door for sandboxes, or the host that the client named. */
  readonly domainName: string;
  readonly sourceIp: string;
  readonly userAgent?: string;
  readonly connectedAtMs: number;
  /** What the authorizer of `$connect` found out. */
  readonly caller: Caller;
}
