/** Every choice a user can make, validated once at the edge; the rest of the code takes it as given. One field, one row of the options table. */
export interface Settings {
  /** Absolute path of the project's folder. */
  readonly projectFolder: string;
  /** Absolute path of the project file, when one was named or found. */
  readonly templateFile?: string;
  readonly host: string;
  readonly apiPort: number;
  readonly lambdaPort: number;
  /** True when the user named the port: then a taken one is an error, else the next free one is used and told. */
  readonly apiPortNamed: boolean;
  readonly lambdaPortNamed: boolean;
  /** Where the AWS API listens besides, for clients of LocalStack. */
  readonly localstackPort?: number;
  /** Absolute path of the folder whose files answer what no route takes. */
  readonly staticFolder?: string;
  /** Absent serves the HTTP doors without TLS. */
  readonly tls?: TlsSettings;
  /** By logical id of a listener or a load balancer; 0 is any free port. */
  readonly albPorts: Readonly<Record<string, number>>;
  /** By function or URL; 0 is any free port. */
  readonly urlPorts: Readonly<Record<string, number>>;
  /** Every function URL has a port of its own. */
  readonly everyUrlHasPort: boolean;
  /** `hearth invoke`: an absolute path, or `-` for standard input; absent is `{}`. */
  readonly event?: string;
  /** `hearth invoke`: instead of the function's own. */
  readonly runtime?: string;
  readonly tenantId?: string;
  /** Only these functions (logical ids or names); empty means all. */
  readonly functionNames: readonly string[];
  /** Every route is open, whatever authorizer it names. */
  readonly disableAuthorizer: boolean;
  /** What JWT and Cognito authorizers would find in a token; none is then asked for. */
  readonly mockClaims?: Readonly<Record<string, unknown>>;
  readonly region: string;
  /** False: it comes from AWS's own variables or is the default, so that a project file which names one is followed. */
  readonly regionNamed: boolean;
  readonly account: string;
  /** False: it is the default, so that a project file which names one is followed. */
  readonly accountNamed: boolean;
  readonly profile?: string;
  readonly credentials: boolean;
  /** `--env-vars`: by function (logical id or name), and for all. */
  readonly environmentOverrides: EnvironmentOverrides;
  /** `--container-env-vars`, the same forms: set in the sandbox only while debugging on SAM; here simply added. */
  readonly containerEnvironment: EnvironmentOverrides;
  readonly parameterOverrides: Readonly<Record<string, string>>;
  /** `--stage` and `--param` of Serverless. */
  readonly stage?: string;
  readonly serviceParameters: Readonly<Record<string, string>>;
  /** Absolute: the files that variables, parameters and settings were read from. */
  readonly inputFiles: readonly string[];
  readonly build: BuildSettings;
  /** Patterns, relative to the project's folder, of files whose change means nothing. */
  readonly watchIgnore: readonly string[];
  /** `auto`: files are polled only where their file system does not tell of changes. */
  readonly watchPolling: 'auto' | 'on' | 'off';
  readonly sandboxHost: 'auto' | 'docker' | 'process';
  readonly docker: DockerSettings;
  readonly debugging: DebugChoices;
  /** Idle time after which a sandbox is reaped, milliseconds. */
  readonly keepAliveMs: number;
  /** How long running invocations may go on after the first signal, milliseconds. */
  readonly shutdownGraceMs: number;
  readonly warmContainers: 'EAGER' | 'LAZY';
  /** Sandbox starts in flight at once; default: the machine's cores, at least 2. */
  readonly maxConcurrentStarts: number;
  /** Booted sandboxes kept idle beyond need, for each function used within the keep-alive time. */
  readonly spares: number;
  /** Networks kept ready for coming sandboxes on Docker, all functions together. */
  readonly networkSlots: number;
  /** Started containers kept waiting for coming sandboxes on Docker, for each image in use. */
  readonly gates: number;
  readonly accountConcurrency: number;
  /** Asynchronous events of one function that run at once at most. */
  readonly eventConcurrency: number;
  /** Divides the delays and ages of asynchronous events; 1 is AWS's time. */
  readonly timeScale: number;
  /** Absolute path; holds the database, the code store and the caches. */
  readonly dataFolder: string;
  readonly ephemeral: boolean;
  /** Base URL of the neighbour that answers what Hearth does not own. */
  readonly awsEndpoint?: string;
  /** Functions' policies decide who may call them. */
  readonly enforcePolicies: boolean;
  /** That of every account here. */
  readonly organizationId?: string;
  /** Which runtimes the Lambda API takes: those that can be started here, or those that AWS does not block. */
  readonly runtimePolicy: 'local' | 'aws';
  readonly logFormat: 'text' | 'json';
  readonly verbose: boolean;
  /** Absolute path of the file that functions' output goes to instead of the terminal. */
  readonly logFile?: string;
  /** Watch the project's files and swap in new generations. */
  readonly watch: boolean;
  /** The machine's PATH, where the process host looks for interpreters. */
  readonly searchPath: string;
}

/** `--debug-port` and its companions as they were given; which function gets which port shows when a project is applied. */
export interface DebugChoices {
  readonly ports: readonly number[];
  /** Empty: no function was named. */
  readonly functions: readonly DebuggedFunction[];
  readonly arguments: readonly string[];
  /** `--debugger-path`, absolute. */
  readonly files?: string;
}

export interface DebuggedFunction {
  readonly name: string;
  /** Given with the name. */
  readonly port?: number;
}
/** The user's own certificate, absolute paths, or one that is made for this machine. */
export type TlsSettings =
  { readonly certificateFile: string; readonly keyFile: string } | { readonly isSelfMade: true };

/** Commands that make the functions' code before it is read, and after changes. */
export interface BuildSettings {
  readonly isOn: boolean;
  /** For the whole project, run once. */
  readonly command?: string;
  /** By logical id or name. */
  readonly byFunction: Readonly<Record<string, string>>;
}

export interface EnvironmentOverrides {
  readonly all: Readonly<Record<string, string>>;
  readonly byFunction: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What concerns the Docker engine and the containers; names follow SAM's flags. */
export interface DockerSettings {
  readonly network?: string;
  /** `host:ip` as Docker takes them. */
  readonly addHosts: readonly string[];
  readonly dns: readonly string[];
  /** Name or address by which sandboxes reach Hearth, instead of the probe's answer. */
  readonly containerHost?: string;
  /** Address that Runtime API listeners bind, instead of the probe's answer. */
  readonly containerHostInterface?: string;
  readonly skipPullImage: boolean;
  /** Containers may take all the memory that the engine has. */
  readonly unlimitedMemory?: boolean;
  /** Every function runs on the processor that the image is for, whatever it asks for. */
  readonly ignoreArchitecture?: boolean;
  /** `--invoke-image`: by function name, by runtime, by `prefix*` pattern, or `*` for all. */
  readonly imageOverrides: Readonly<Record<string, string>>;
  /** DOCKER_HOST, DOCKER_CONTEXT and friends as the environment has them. */
  readonly environment: Readonly<Record<string, string>>;
}
