/** The folders of this machine that stand for a sandbox's; all absolute. */
export interface SandboxPlace {
  /** Holds what follows, and the record of who owns it. */
  readonly folder: string;
  /** `/var/task` */
  readonly taskRoot: string;
  /** `/opt` */
  readonly optFolder: string;
  /** `/var/runtime`; named so by no other sandbox, which is how stray processes of this one are found. */
  readonly runtimeFolder: string;
  /** `/tmp` */
  readonly temporaryFolder: string;
}
