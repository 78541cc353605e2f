export { type AwsApiNeeds, createAwsApiHandler } from './aws-api/index.js';
export { createFunctionPermissions } from './permissions/index.js';
