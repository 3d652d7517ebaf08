export interface Settings {
  issuer: URL;
  clientId: string;
  clientSecret: string;
  port: number;
  /** Where people reach this application; its redirect URIs are below it. */
  url: URL;
  scope: string;
  /** The API that is called in people's names, and the name its tokens are made for (RFC 8707). */
  apiUrl: URL;
  resource: string;
}

function required(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (value === undefined || value === '') throw new Error(`Set ${name}; README.md says to what.`);
  return value;
}

export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const port = Number(env['PORT'] ?? 3000);
  const apiUrl = new URL(env['API_URL'] ?? 'http://localhost:4000/notes');
  return {
    issuer: new URL(env['ISSUER'] ?? 'http://localhost:8000'),
    clientId: required(env, 'CLIENT_ID'),
    clientSecret: required(env, 'CLIENT_SECRET'),
    port,
    url: new URL(env['APP_URL'] ?? `http://localhost:${port}`),
    scope: env['SCOPE'] ?? 'openid profile email offline_access notes.read',
    apiUrl,
    resource: env['RESOURCE'] ?? apiUrl.origin,
  };
}
