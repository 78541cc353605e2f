export { createDeployment, type DeploymentDeps } from './create-deployment.js';
export { createBuilds } from './builds/create-builds.js';
export { createDebugging, type Debugging } from './debugging.js';
export type { Deployment, GivenVariables } from './deployment.js';
export { type EnvironmentLayer, environmentLayers, environmentOf } from './environment.js';
export { selectFunctions } from './selection.js';
export { type LiveFoldersNeeds, watchLiveFolders } from './watch/watch-live-folders.js';
