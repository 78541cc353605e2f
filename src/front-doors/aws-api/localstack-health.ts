import { packageVersion } from '../../base/index.js';

/** What scripts that wait for LocalStack ask for: the services that are there, Hearth's own. */
export function localstackHealth(): object {
  return {
    services: { lambda: 'running', iam: 'running', sts: 'running' },
    edition: 'lambda-hearth',
    version: packageVersion(),
  };
}
