import { type Logger, messageOf } from '../../base/index.js';
import type { RuntimeApi } from '../runtime-api/index.js';
import type { HostedSandbox } from '../sandbox-host/index.js';

/** Removes a sandbox's place and then its listener: a runtime that saw its Runtime API go would print that as an error. Failures are told. */
export async function releasePlace(parts: {
  readonly hosted: HostedSandbox;
  readonly runtimeApi: RuntimeApi;
  readonly logger: Logger;
}): Promise<void> {
  const { hosted, runtimeApi, logger } = parts;
  for (const remove of [() => hosted.remove(), () => runtimeApi[Symbol.asyncDispose]()]) {
    try {
      await remove();
    } catch (error) {
      logger.warn(`Removing sandbox "${hosted.name}" failed: ${messageOf(error)}`);
    }
  }
}
