import { operation } from '../operation.js';
import { refuseScaling, type ScalingInput } from './refuse-scaling.js';

/** Contract §4.16. */
export const getFunctionScalingConfig = operation<ScalingInput>((input, context) => refuseScaling(input, context));
