import { describe } from '@jest/globals';
import { silentLogger, systemClock } from '../../../../src/base/index.js';
import { createDockerHost } from '../../../../src/worker/sandbox-host/index.js';
import { itRunsNodeFunctions } from '../../../support/sandbox-behaviour.js';

describe('a sandbox on the Docker host', () => {
  itRunsNodeFunctions(
    () =>
      createDockerHost({
        docker: { addHosts: [], dns: [], skipPullImage: true, environment: {} },
        clock: systemClock,
        logger: silentLogger,
      }),
    { reference: 'public.ecr.aws/lambda/nodejs:22', command: ['index.handler'] },
  );
});
