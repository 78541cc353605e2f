import { expect } from '@jest/globals';
import { describeCompiledFunctions } from '../../support/product/describe-compiled-functions.js';

describeCompiledFunctions('Java', {
  served: {
    runtime: 'java17',
    handler: 'told.AsTold::handleRequest',
    code: '../../node_modules/.cache/test-functions/java/as-told.jar',
    memory: 512,
  },
  failure: expect.stringMatching(
    /^\{"errorMessage":"The order was refused\.","errorType":"told\.AsTold\$OrderRefused","stackTrace":\["told\.AsTold/,
  ),
  initFailure: {
    behaviour: 'throw',
    body: '{"errorMessage":"The configuration is missing.","errorType":"java.lang.IllegalStateException"}',
  },
  outOfMemory: () =>
    expect.stringMatching(/^\{"errorMessage":"Java heap space","errorType":"java\.lang\.OutOfMemoryError"/),
  livesAfterTooLarge: false,
  clientContext: { order: '42' },
});
