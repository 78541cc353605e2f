/** Options of `createEmulator`; names and meanings are those of the command line's flags, the defaults suit tests. */
export interface CreateEmulatorOptions {
  /** The project's folder, whose `hearth.toml` applies too. Default: the working directory. */
  readonly folder?: string;
  /** Port of the HTTP APIs. Default: any free one. */
  readonly port?: number;
  /** Port of the AWS API. Default: any free one. */
  readonly lambdaPort?: number;
  readonly host?: string;
  /** Serve the HTTP APIs over TLS and HTTP/2, with a certificate made for this machine. Default: false. */
  readonly https?: boolean;
  /** PEM files of your own certificate and its key. */
  readonly sslCertFile?: string;
  readonly sslKeyFile?: string;
  /** Folder whose files answer at `/` what no route takes. Default: `public` in the project, when there is one. */
  readonly staticDir?: string;
  /** Ports of listeners of load balancers, by logical id. Default: free ones. */
  readonly albPort?: Readonly<Record<string, number>>;
  /** Ports of function URLs, by function. */
  readonly urlPort?: Readonly<Record<string, number>>;
  /** Give every function URL a free port of its own. Default: false. */
  readonly urlPorts?: boolean;
  readonly sandboxHost?: 'auto' | 'docker' | 'process';
  readonly region?: string;
  readonly account?: string;
  readonly profile?: string;
  /** False gives sandboxes no AWS credentials at all. */
  readonly credentials?: boolean;
  /** For every function, or by function: `{ NAME: 'value' }`, `{ HelloFunction: { NAME: 'value' } }`. */
  readonly envVars?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly parameterOverrides?: Readonly<Record<string, string>>;
  /** Stage of a `serverless.yml`. Default: `provider.stage`, else `dev`. */
  readonly stage?: string;
  /** Parameters of a `serverless.yml`. */
  readonly param?: Readonly<Record<string, string>>;
  readonly dockerNetwork?: string;
  /** By function, runtime or `pattern*`; a text is for all. */
  readonly invokeImage?: string | Readonly<Record<string, string>>;
  readonly skipPullImage?: boolean;
  readonly ignoreArchitecture?: boolean;
  readonly addHost?: readonly string[];
  readonly containerDns?: readonly string[];
  readonly containerHost?: string;
  readonly containerHostInterface?: string;
  /** Milliseconds, or a text such as `10m`. */
  readonly keepAlive?: number | string;
  /** Milliseconds that running invocations get when it stops. Default: 0. */
  readonly shutdownGrace?: number | string;
  readonly maxConcurrentStarts?: number;
  /** Booted sandboxes kept idle beyond need, per function in use. Default: 0. */
  readonly spares?: number;
  /** Networks kept ready for coming sandboxes on Docker. Default: 2. */
  readonly networkSlots?: number;
  /** Started containers kept waiting for coming sandboxes on Docker, for each image in use. Default: 2. */
  readonly gates?: number;
  readonly accountConcurrency?: number;
  /** Opens every route and function URL, whatever authorizer it has. Default: false. */
  readonly disableAuthorizer?: boolean;
  /** Claims, or a JSON file of them, that JWT and Cognito authorizers take for those of every caller. */
  readonly mockClaims?: string | Readonly<Record<string, unknown>>;
  readonly eventConcurrency?: number;
  /** Divides the delays and ages of asynchronous events: 60 makes a minute before a retry a second. */
  readonly timeScale?: number;
  readonly awsEndpoint?: string;
  /** Functions' policies decide which API, function URL and account may call them. Default: false. */
  readonly enforcePolicies?: boolean;
  /** Organization (`o-…`) of every account, for aws:PrincipalOrgID in permissions. Default: none. */
  readonly organizationId?: string;
  /** `aws` refuses the runtimes that AWS blocks. Default: `local`, which takes what can be started. */
  readonly runtimePolicy?: 'local' | 'aws';
  /** A second port of the AWS API, where clients of LocalStack look for it. Default: none. */
  readonly localstackPort?: number;
  readonly dataDir?: string;
  /** Default: true, so that test files may run side by side. */
  readonly ephemeral?: boolean;
  /** Apply changes of files while running. Default: false. */
  readonly watch?: boolean;
  /** Gets Hearth's own messages, from `info` on. Default: they are dropped. */
  readonly onMessage?: (level: 'info' | 'warn' | 'error', message: string) => void;
}
