import { describeRecordedRuntimes } from '../../support/describe-recorded-runtimes.js';

// Python told its request id with an exception from 3.9 on only, and one client of this machine stands for all its versions.
describeRecordedRuntimes('process', (runtime) => /^(nodejs|python)/.test(runtime) && runtime !== 'python3.8');
