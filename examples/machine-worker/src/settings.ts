export interface Settings {
  issuer: URL;
  clientId: string;
  clientSecret: string;
  /** What is called again and again. */
  apiUrl: URL;
  /** The API that the token is for (RFC 8707), and what it may do there. */
  resource: string;
  scope: string;
  intervalMs: number;
}

function required(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (value === undefined || value === '') throw new Error(`Set ${name}; README.md says to what.`);
  return value;
}

export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const apiUrl = new URL(env['API_URL'] ?? 'http://localhost:4000/notes');
  return {
    issuer: new URL(env['ISSUER'] ?? 'http://localhost:8000'),
    clientId: required(env, 'CLIENT_ID'),
    clientSecret: required(env, 'CLIENT_SECRET'),
    apiUrl,
    resource: env['RESOURCE'] ?? apiUrl.origin,
    scope: env['SCOPE'] ?? 'notes.read',
    intervalMs: Number(env['INTERVAL_SECONDS'] ?? 10) * 1000,
  };
}
