import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import type { Caller } from '#modules/access';
import type { NewUser, User } from '#modules/users';
import type { Services } from '#app/build-services.ts';

/** Whoever holds the database: may do everything. */
export const operator: Caller = {
  act: {
    actor: { type: 'command', id: null },
    origin: { address: null, userAgent: null, requestId: null },
  },
  subject: 'operator',
};

/** A password that the policy lets pass. */
export const goodPassword = 'Gr33n-harbour/lantern';

export interface Person extends NewUser {
  password?: string;
  roles?: string[];
}

export function addPerson(services: Services, person: Person): Promise<User> {
  return services.account.createUser(operator, { password: goodPassword, ...person });
}

type Headers = Record<string, string>;

/** Sends JSON, or text as it stands, as a script would: no cookies, no Origin. */
export function httpClient(app: FastifyInstance) {
  return {
    post: (url: string, payload: object | string, headers: Headers = {}): Promise<LightMyRequestResponse> =>
      app.inject({
        method: 'POST',
        url,
        payload,
        headers: { 'content-type': 'application/json', ...headers },
      }),
    get: (url: string, headers: Headers = {}): Promise<LightMyRequestResponse> =>
      app.inject({ method: 'GET', url, headers }),
  };
}

/** Status and exact bytes, to compare in one go. */
export function answerOf({ statusCode, body }: LightMyRequestResponse): [number, string] {
  return [statusCode, body];
}

/** The claims of a JWT, unverified. */
export function claimsOf(token: string): Record<string, unknown> {
  const [, payload = ''] = token.split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Record<string, unknown>;
}

/** A browser as far as cookies and the Origin header go. */
export class BrowserSession {
  readonly cookies = new Map<string, string>();
  readonly #app: FastifyInstance;
  #headers: Headers;

  constructor(app: FastifyInstance, headers: Headers = {}) {
    this.#app = app;
    this.#headers = headers;
  }

  /** From now on it sends what a page of another origin, or no page at all, makes it send. */
  comeFrom(headers: Headers): void {
    this.#headers = headers;
  }

  async post(url: string, payload: object = {}): Promise<LightMyRequestResponse> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await this.#app.inject({
      method: 'POST',
      url,
      payload,
      headers: { ...(cookie !== '' && { cookie }), ...this.#headers },
    });
    // As it came: a browser gives a cookie's value back byte by byte.
    for (const line of [response.headers['set-cookie'] ?? []].flat()) {
      const [pair = ''] = line.split(';');
      this.cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    return response;
  }
}
