import type { Observed } from './observed-calls.js';
import type { RecordingMatcher } from './recordings.js';

/** What a sandbox of this machine has otherwise than one of AWS's, whoever runs it: addresses, and the way back to Hearth's own AWS API. */
const otherHere = [
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_XRAY_DAEMON_ADDRESS',
  '_AWS_XRAY_DAEMON_ADDRESS',
  'AWS_ENDPOINT_URL_LAMBDA',
  'AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI',
];

const otherOn = {
  /** There is no `/var/task` and no shell before the interpreter; Python says how it reads its locale. */
  process: [
    'LAMBDA_RUNTIME_DIR',
    'LAMBDA_TASK_ROOT',
    'LD_LIBRARY_PATH',
    'NODE_PATH',
    'PATH',
    'PYTHONPATH',
    'PWD',
    'SHLVL',
    'TMPDIR',
    'HOME',
    'LC_CTYPE',
  ],
  /** Docker sets the first two; Python says how it reads its locale where the image has not AWS's. */
  docker: ['HOME', 'HOSTNAME', 'LC_CTYPE'],
} as const;

/** Differences between what a function saw and what the recorded one saw, but for what is another thing on this machine. */
export function introspectionDifferences(
  matcher: RecordingMatcher,
  step: string,
  { Payload }: Observed,
  host: keyof typeof otherOn,
): readonly string[] {
  const expected = new Set([...otherHere, ...otherOn[host]].map((name) => `${step}.environment.${name}`));
  return matcher.differences(step, Payload).filter((difference) => !expected.has(difference.split(':')[0] ?? ''));
}
