import { describeCompiledFunctions } from '../../support/product/describe-compiled-functions.js';
import { ranOutOfMemory } from '../../support/product/platform-bodies.js';

describeCompiledFunctions('Rust', {
  served: { runtime: 'provided.al2023', code: '../../node_modules/.cache/test-functions/rust', memory: 128 },
  failure: '{"errorType":"OrderRefused","errorMessage":"The order was refused."}',
  initFailure: { behaviour: 'panic', body: 101 },
  outOfMemory: ranOutOfMemory,
  livesAfterTooLarge: true,
  clientContext: { order: '42' },
});
