import { describeNodeFunctions } from '../../support/product/describe-node-functions.js';

describeNodeFunctions({ runtime: 'nodejs22.x', sandboxHost: 'docker' });
