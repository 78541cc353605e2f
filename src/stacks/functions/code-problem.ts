import type { FunctionProblem } from '../../model/index.js';

/** Why one function cannot be loaded; it becomes the function's `problem` and stops nothing else. */
export class CodeProblem extends Error {
  override readonly name = 'CodeProblem';

  constructor(
    readonly errorType: string,
    message: string,
    /** What to do, where that is not in the message. */
    readonly remedy = '',
  ) {
    super(message);
  }

  toFunctionProblem(): FunctionProblem {
    return { errorType: this.errorType, message: [this.message, this.remedy].filter((text) => text !== '').join(' ') };
  }
}
