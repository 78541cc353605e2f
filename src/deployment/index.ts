export { createDeployment, type DeploymentDeps } from './create-deployment.js';
export type { Deployment } from './deployment.js';
