import { describeRecordedRuntimes } from '../../support/describe-recorded-runtimes.js';

/** Those of which `hearth images build` makes an image with an official runtime client. */
const here: ReadonlySet<string> = new Set(['nodejs22.x', 'nodejs24.x', 'python3.11']);

describeRecordedRuntimes('docker', (runtime) => here.has(runtime));
