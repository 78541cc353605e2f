import { type CancelTimer, type Clock, PlatformError } from '../../../../base/index.js';

/** Longer than an engine under load takes to look something up. */
const patienceMs = 10_000;

/** The engine's answer to a question; rejects when there is none by then, because one that hangs must not hold up who waits behind it. */
export async function inTime<T>(answer: Promise<T>, clock: Clock): Promise<T> {
  let cancel: CancelTimer = () => undefined;
  const late = new Promise<never>((_resolve, reject) => {
    cancel = clock.schedule(patienceMs, () => {
      reject(new PlatformError(`The Docker engine has not answered for ${patienceMs / 1000} seconds.`));
    });
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    cancel();
  }
}
