// The client's own executable prints a line of its own to the function's output at every start; the managed runtime does not.
import { run } from './node_modules/aws-lambda-ric/dist/index.mjs';

await run(process.env.LAMBDA_TASK_ROOT, process.env._HANDLER);
