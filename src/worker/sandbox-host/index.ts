export type {
  HostedSandbox,
  HostVerdict,
  ImageChoice,
  PreparedView,
  RuntimeExit,
  SandboxHost,
  SandboxRoute,
  SandboxSpec,
  StartedRuntime,
} from './sandbox-host.js';
export { createProcessHost, processHostNotice } from './process/index.js';
export {
  connectImagePuller,
  createDockerHost,
  describeDockerEngine,
  type DockerChoices,
  type DockerEngineReport,
  type DockerHostOptions,
  engineAnswers,
  type ImageProgress,
  type ImagePuller,
  type PreparedChoices,
  type RouteReport,
} from './docker/index.js';
export { connectImageBuilder, type ListedImage } from './docker/image-builder/index.js';
