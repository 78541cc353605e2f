export type { AwsApiNeeds } from './aws-api-needs.js';
export { createAwsApiHandler } from './create-aws-api-handler.js';
