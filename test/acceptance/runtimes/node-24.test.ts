import { describeNodeFunctions } from '../../support/product/describe-node-functions.js';

describeNodeFunctions({ runtime: 'nodejs24.x', sandboxHost: 'docker' });
