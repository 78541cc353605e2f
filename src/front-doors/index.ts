export { type AwsApiNeeds, createAwsApiHandler } from './aws-api/index.js';
