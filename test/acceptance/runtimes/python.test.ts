import { describePythonFunctions } from '../../support/product/describe-python-functions.js';

describePythonFunctions('docker');
