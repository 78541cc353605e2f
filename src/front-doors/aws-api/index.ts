export { type AwsApiNeeds, createAwsApiHandler } from './create-aws-api-handler.js';
