import { describeUpdates } from '../../support/product/describe-updates.js';

describeUpdates('process');
