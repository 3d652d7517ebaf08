import * as client from 'openid-client';
import type { Settings } from './settings.ts';
import type { IssuedToken } from './token-source.ts';

type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

/** Plain http is for an issuer on the same machine only. */
function isLoopback({ hostname }: URL): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

/** Asks for a token in the worker's own name (client credentials, RFC 6749 section 4.4). */
export function clientCredentials(settings: Settings, fetch: Fetch): () => Promise<IssuedToken> {
  const { issuer, clientId, clientSecret, resource, scope } = settings;
  let discovered: Promise<client.Configuration> | undefined;
  const configuration = (): Promise<client.Configuration> => {
    discovered ??= client
      .discovery(issuer, clientId, undefined, client.ClientSecretBasic(clientSecret), {
        // Discovery sends nothing, a grant sends a form.
        [client.customFetch]: (url, { method, headers, body, redirect }) =>
          fetch(url, { method, headers, redirect, body: body instanceof URLSearchParams ? body : null }),
        // In seconds, and over all attempts of our patient fetch.
        timeout: 300,
        execute: isLoopback(issuer) ? [client.allowInsecureRequests] : [],
      })
      .catch((error: unknown) => {
        discovered = undefined;
        throw error;
      });
    return discovered;
  };

  return async () => {
    try {
      const tokens = await client.clientCredentialsGrant(await configuration(), { scope, resource });
      return { accessToken: tokens.access_token, expiresInSeconds: tokens.expiresIn() ?? 60 };
    } catch (error) {
      if (!(error instanceof client.ResponseBodyError)) throw error;
      const why = error.error_description ?? 'without a reason';
      throw new Error(`No token: ${error.error} (${why})`, { cause: error });
    }
  };
}
