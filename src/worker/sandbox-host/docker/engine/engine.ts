import type Docker from 'dockerode';
import type { Architecture } from '../../../../model/index.js';
import type { EngineEndpoint } from './engine-endpoint.js';

/** A Docker engine that answers. */
export interface Engine {
  readonly docker: Docker;
  readonly endpoint: EngineEndpoint;
  readonly facts: EngineFacts;
  /** Places that were looked at before this one, and why each was passed over; for `doctor`. */
  readonly passedOver: readonly string[];
}

/** What the engine says of itself; read once at the start. */
export interface EngineFacts {
  readonly version: string;
  /** API version that Hearth speaks to it, such as `v1.41`. */
  readonly apiVersion: string;
  /** `Docker Engine - Community`, `Podman Engine`; empty when it names none. */
  readonly product: string;
  readonly operatingSystem: string;
  readonly architecture: Architecture | 'other';
  readonly rootless: boolean;
  readonly cgroupVersion: '1' | '2';
  /** Where the engine keeps its files, on its own machine. */
  readonly rootFolder: string;
  /** Whether it says that it has an init to put before a container's process; it may be wrong. */
  readonly hasInit: boolean;
  readonly cpus: number;
  readonly memoryBytes: number;
  /** Other architectures that the kernel runs by emulation, as far as they can be known without starting anything. */
  readonly emulates: 'yes' | 'no' | 'unknown';
}
