export interface Settings {
  /** Whose tokens are believed: the address of Ostiary, exactly as its tokens name it in `iss`. */
  issuer: URL;
  /** The name of this API. Tokens made for anybody else are refused. */
  audience: string;
  port: number;
}

export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const port = Number(env['PORT'] ?? 4000);
  return {
    issuer: new URL(env['ISSUER'] ?? 'http://localhost:8000'),
    audience: env['AUDIENCE'] ?? 'http://localhost:4000',
    port,
  };
}
