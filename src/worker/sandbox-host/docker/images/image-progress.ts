/** How far the pull of one image is; bytes grow as the registry tells the sizes of its layers. */
export interface ImageProgress {
  readonly reference: string;
  readonly phase: 'pulling' | 'done' | 'failed';
  readonly downloadedBytes: number;
  /** Sum over the layers whose size is known so far. */
  readonly totalBytes: number;
}
