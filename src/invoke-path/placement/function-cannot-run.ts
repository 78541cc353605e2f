import { PlatformError } from '../../base/index.js';
import { type FunctionError, platformError } from '../../model/index.js';

/** No host of this machine can run the function: its callers get `outcome`, whose message names each host's reason and remedy. */
export class FunctionCannotRun extends PlatformError {
  readonly outcome: FunctionError;

  constructor(errorType: string, message: string) {
    super(message);
    this.outcome = platformError(errorType, message);
  }
}
