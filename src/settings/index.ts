export type { DockerSettings, EnvironmentOverrides, Settings } from './settings.js';
