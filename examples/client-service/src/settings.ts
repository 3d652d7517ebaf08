export interface Settings {
  /** Where Ostiary is. */
  ostiaryUrl: string;
  /** The name under which Ostiary knows this service: tokens made for others are refused. */
  audience: string;
  /** What this service shows to Ostiary: `osk_…`. */
  serviceKey: string;
  port: number;
}

function required(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (value === undefined || value === '') throw new Error(`Set ${name}; README.md says to what.`);
  return value;
}

export function readSettings(env: NodeJS.ProcessEnv): Settings {
  return {
    ostiaryUrl: env['OSTIARY_URL'] ?? 'http://localhost:8000',
    audience: env['AUDIENCE'] ?? 'http://127.0.0.1:8001',
    serviceKey: required(env, 'SERVICE_KEY'),
    port: Number(env['PORT'] ?? 8001),
  };
}
