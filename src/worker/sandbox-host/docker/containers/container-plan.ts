/** A mount as the engine's API takes it. */
export interface ContainerMount {
  readonly type: 'volume' | 'bind';
  /** Absent: an anonymous volume, removed with its container. */
  readonly source?: string;
  readonly target: string;
  readonly readOnly: boolean;
  /** Folder on the shelf where the same files lie, when they do. */
  readonly shelfFolder?: string;
}

/** What a debugger needs of its container. */
export interface ContainerDebugging {
  /** Published on 127.0.0.1 of the engine's machine. */
  readonly port: number;
  /** Above what the sandbox's specification sets. */
  readonly environment: Readonly<Record<string, string>>;
  /** It runs the runtime as its child, and stops it from outside: with system calls that containers may not make. */
  readonly traces: boolean;
}

/** Everything about one sandbox's container that had to be found out before it can be created. */
export interface ContainerPlan {
  readonly imageId: string;
  readonly mounts: readonly ContainerMount[];
  /** Absent: the image's own. */
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly workingDirectory?: string;
  /** What runs in the end: the entry point and its arguments, the image's where none are set above. */
  readonly commandLine: readonly string[];
  /** What the image itself sets, `NAME=value`. */
  readonly imageEnvironment: readonly string[];
  /** Beneath what the sandbox's specification sets. */
  readonly environment: Readonly<Record<string, string>>;
  /** Set for a function that runs under a debugger. */
  readonly debugging?: ContainerDebugging;
  /** Set when it is already known that nothing can be started; in AWS's words. */
  readonly invalidEntrypoint?: string;
}
