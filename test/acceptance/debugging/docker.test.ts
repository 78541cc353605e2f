import { describeDebugging } from '../../support/debug-clients/describe-debugging.js';

describeDebugging('docker');
