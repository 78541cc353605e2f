export { settingsReference } from './documentation.js';
export type { SettingsLayer } from './layer.js';
export { type Given, type IgnoredOption, type Option, type SettingsCommand, variableOf } from './option.js';
export { ignoredOptions, type OptionKey, optionKeys, options } from './options/index.js';
export { processEnvironment } from './process-environment.js';
export { configFileName } from './read-config-file.js';
export type { Environment } from './read-environment.js';
export { type ReadSettings, readSettings, type SettingsSources } from './read-settings.js';
export type { BuildSettings, DebugChoices, DockerSettings, EnvironmentOverrides, Settings } from './settings.js';
