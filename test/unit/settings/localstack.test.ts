import { describe, expect, it } from '@jest/globals';
import { localstackNotices } from '../../../src/settings/index.js';

describe("LocalStack's variables", () => {
  it('that change nothing here are told with what to do instead', () => {
    expect(localstackNotices({ LAMBDA_RUNTIME_EXECUTOR: 'docker', BUCKET_MARKER_LOCAL: 'mine' })).toEqual([
      'LocalStack\'s variable BUCKET_MARKER_LOCAL ("mine") is not heeded: the bucket whose key is a folder of this machine is always called "hot-reload".',
      'LocalStack\'s variable LAMBDA_RUNTIME_EXECUTOR ("docker") is not heeded: pass "--sandbox-host docker" or "process".',
    ]);
  });

  it('that set an option, or that nothing needs, are not told', () => {
    expect(localstackNotices({ LAMBDA_KEEPALIVE_MS: '1000', SERVICES: 'lambda', LAMBDA_DOCKER_FLAGS: '' })).toEqual([]);
  });
});
