import { describeHostileFunctions } from '../../support/describe-hostile-functions.js';

describeHostileFunctions('process');
