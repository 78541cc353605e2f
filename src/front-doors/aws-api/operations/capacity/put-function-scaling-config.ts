import { operation } from '../operation.js';
import { refuseScaling, type ScalingInput } from './refuse-scaling.js';

/** Contract §4.16. */
export const putFunctionScalingConfig = operation<ScalingInput>((input, context) => refuseScaling(input, context));
