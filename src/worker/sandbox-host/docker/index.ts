export { createDockerHost } from './lazy-docker-host.js';
export { engineAnswers } from './engine/knock.js';
export { describeDockerEngine, type DockerEngineReport, type RouteReport } from './describe-docker-engine.js';
export type { DockerChoices, DockerHostOptions, PreparedChoices } from './docker-host-options.js';
export type { ImageProgress } from './images/image-progress.js';
export { connectImagePuller, type ImagePuller } from './images/connect-image-puller.js';
