import { describeReloads } from '../../support/product/describe-reloads.js';

describeReloads('process');
