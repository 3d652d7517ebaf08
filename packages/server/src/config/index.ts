export { isDebugging, processEnvironment } from './environment.ts';
export type { Environment } from './environment.ts';
export { isError, loadConfig } from './load-config.ts';
export type { LoadedConfig, LoadOptions } from './load-config.ts';
export { problemCatalogue } from './config.problems.ts';
export type { Problem, ProblemId } from './config.problems.ts';
export { renderConfigReference } from './config.reference.ts';
export type { SettingSource, ShownSetting } from './shown-settings.ts';
export type { Config } from './config.types.ts';
