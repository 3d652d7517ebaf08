import createFetchClient, { type Client } from 'openapi-fetch';
import type { paths } from './paths.ts';

export type { components, paths } from './paths.ts';

/** Calls of the management API and of the token API: paths, parameters, bodies and answers are typed. */
export type OstiaryClient = Client<paths>;

export interface OstiaryClientOptions {
  /**
   * What to send as `Authorization`, such as `Bearer …` with an access token or `Token …` with a static
   * API token. A function is asked before each call, so that a refreshed token is used. Without it calls
   * are anonymous, or carry the cookies that `fetch` sends.
   */
  authorization?: string | (() => string | undefined | Promise<string | undefined>);
  /** Headers of every call. */
  headers?: Record<string, string>;
  /** Default: the `fetch` of the platform. */
  fetch?: (request: Request) => Promise<Response>;
}

/**
 * A client of the Ostiary at this base URL. A call gives `{ data, error, response }` and throws only when
 * no answer came; `error` is a problem (RFC 9457), and programs may branch on its `code`.
 */
export function createClient(baseUrl: string, options: OstiaryClientOptions = {}): OstiaryClient {
  const { authorization, fetch, headers } = options;
  const client = createFetchClient<paths>({
    baseUrl,
    ...(headers && { headers }),
    ...(fetch && { fetch }),
  });
  if (authorization !== undefined) {
    client.use({
      async onRequest({ request }) {
        const value = typeof authorization === 'function' ? await authorization() : authorization;
        if (value !== undefined) request.headers.set('authorization', value);
        return request;
      },
    });
  }
  return client;
}
