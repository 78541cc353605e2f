import { describeDelve } from '../../support/debug-clients/describe-delve.js';

describeDelve('process');
