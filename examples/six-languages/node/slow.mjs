import { setTimeout as sleep } from 'node:timers/promises';

const sandbox = process.env.AWS_LAMBDA_LOG_STREAM_NAME;
let invocations = 0;

// Tells which sandbox answered and how often that one has been used: ten calls at once are answered by ten.
export const handler = async (event) => {
  const ms = Number(event.queryStringParameters?.ms ?? 1000);
  invocations += 1;
  await sleep(ms);
  return { sleptMs: ms, sandbox, invocations };
};
