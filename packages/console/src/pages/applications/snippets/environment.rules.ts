import { env, lines } from './quote.rules.ts';
import type { Connection, Framework, SnippetFile } from './snippet.types.ts';

/** The same names as in the examples of this repository. */
export function environmentFile(connection: Connection, more: Record<string, string> = {}): SnippetFile {
  const { issuer, clientId, clientSecret, redirectUri, postLogoutUri, scopes, resource } = connection;
  const values: Record<string, string | null> = {
    ISSUER: issuer,
    CLIENT_ID: clientId,
    CLIENT_SECRET: clientSecret,
    REDIRECT_URI: redirectUri === '' ? null : redirectUri,
    POST_LOGOUT_REDIRECT_URI: postLogoutUri,
    SCOPE: scopes.join(' '),
    RESOURCE: resource,
    ...more,
  };
  const given = Object.entries(values).flatMap(([name, value]) =>
    value === null ? [] : `${name}=${env(value)}`,
  );
  return { name: '.env', text: lines(...given) };
}

export const environment: Framework = {
  id: 'env',
  name: '.env',
  kinds: ['web', 'spa', 'native', 'machine', 'device', 'existing'],
  asksForService: true,
  files: (connection) => [environmentFile(connection)],
};
