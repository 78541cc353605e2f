import { describeCompiledFunctions } from '../../support/product/describe-compiled-functions.js';
import { ranOutOfMemory } from '../../support/product/platform-bodies.js';

describeCompiledFunctions('Go', {
  served: { runtime: 'provided.al2023', code: '../../node_modules/.cache/test-functions/go', memory: 128 },
  failure: '{"errorMessage":"The order was refused.","errorType":"OrderRefused"}',
  initFailure: { behaviour: 'panic', body: 2 },
  outOfMemory: ranOutOfMemory,
  livesAfterTooLarge: false,
  clientContext: { order: '42' },
});
