import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs the AWS CLI against `endpoint`; rejects with what it printed when it fails. */
export function awsCli(endpoint: string, ...words: string[]): Promise<{ stdout: string; stderr: string }> {
  const environment = {
    ...process.env,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_DEFAULT_OUTPUT: 'json',
    AWS_PAGER: '',
  };
  return run('aws', ['--endpoint-url', endpoint, ...words], { env: environment });
}
