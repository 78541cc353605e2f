export { createDeployment, type DeploymentDeps } from './create-deployment.js';
export type { Deployment } from './deployment.js';
export { type EnvironmentLayer, environmentLayers, environmentOf } from './environment.js';
export { type LiveFoldersNeeds, watchLiveFolders } from './watch-live-folders.js';
