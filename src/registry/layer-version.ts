import type { ResourcePolicy } from './resource-policy.js';

/** One version of a layer; its zip is in the code store under `digest`. */
export interface LayerVersion {
  readonly account: string;
  readonly region: string;
  readonly layerName: string;
  readonly version: number;
  readonly description: string;
  readonly digest: string;
  /** Bytes of the zip, and of what is in it. */
  readonly size: number;
  readonly unzippedSize: number;
  readonly createdAtMs: number;
  /** As sent; absent when they were not. */
  readonly compatibleRuntimes?: readonly string[];
  readonly compatibleArchitectures?: readonly string[];
  readonly licenseInfo?: string;
  /** Absent when nobody was granted anything. */
  readonly policy?: ResourcePolicy;
}
