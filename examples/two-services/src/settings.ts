export interface ServiceSettings {
  audience: string;
  /** What the service shows to Ostiary: `osk_…`. */
  key: string;
  port: number;
}

export interface Settings {
  /** Where Ostiary is. */
  ostiaryUrl: string;
  library: ServiceSettings;
  archive: ServiceSettings;
}

function required(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (value === undefined || value === '') throw new Error(`Set ${name}; README.md says to what.`);
  return value;
}

function readService(env: NodeJS.ProcessEnv, name: string, defaultPort: number): ServiceSettings {
  return {
    audience: env[`${name}_AUDIENCE`] ?? `http://127.0.0.1:${defaultPort}`,
    key: required(env, `${name}_KEY`),
    port: Number(env[`${name}_PORT`] ?? defaultPort),
  };
}

export function readSettings(env: NodeJS.ProcessEnv): Settings {
  return {
    ostiaryUrl: env['OSTIARY_URL'] ?? 'http://localhost:8000',
    library: readService(env, 'LIBRARY', 8006),
    archive: readService(env, 'ARCHIVE', 8007),
  };
}
