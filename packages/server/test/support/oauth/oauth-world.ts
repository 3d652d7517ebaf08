import { runningClock } from '@ostiary/testkit';
import type { Application, NewApplication } from '#modules/applications';
import type { AuditEntry } from '#modules/audit';
import type { NewService, Service } from '#modules/services';
import type { Log } from '#platform/log.ts';
import type { Fetch } from '#platform/http/outbound.ts';
import { clientPassword, operator, type Json } from '../api-client.ts';
import { testApp, type TestApp } from '../test-app.ts';
import { OauthBrowser, type Arrival } from './oauth-browser.ts';
import { pkce } from './pkce.ts';
import {
  formBody,
  postForm,
  toAnswer,
  type ClientAuth,
  type Form,
  type FormRequest,
  type OauthAnswer,
} from './token-requests.ts';

export const publicOrigin = 'http://localhost:8000';

/** An application with the secret it was given. */
export interface TestClient {
  clientId: string;
  /** Null for one that has none. */
  secret: string | null;
  redirectUri: string;
  application: Application;
}

export interface Person {
  userId: string;
  username: string;
  password: string;
}

/** Tokens as the token endpoint gives them. */
export interface Tokens {
  access_token: string;
  refresh_token: string;
  id_token: string;
  token_type: string;
  expires_in: number;
  scope: string;
}

export interface OauthWorld extends TestApp {
  origin: string;
  /** An application of the installation: confidential, for the code flow and client credentials, unless said otherwise. */
  client(input?: Partial<NewApplication>): Promise<TestClient>;
  person(username?: string, options?: { roles?: string[]; isSuperuser?: boolean }): Promise<Person>;
  service(input: NewService): Promise<Service>;
  browser(headers?: Record<string, string>): OauthBrowser;
  /** The address of an authorization request with PKCE, for `openid read`; what is undefined is left out. */
  authorizeUrl(client: TestClient, parameters?: Form): string;
  /** A form as a client's program posts it: no cookies, no Origin. */
  post(path: string, request: FormRequest): Promise<OauthAnswer>;
  /** `POST /o/token`. */
  token(form: Form, auth?: ClientAuth, headers?: Record<string, string>): Promise<OauthAnswer>;
  /** Exchanges a code of `authorizeUrl`. */
  exchange(client: TestClient, arrival: Pick<Arrival, 'code'>, form?: Form): Promise<OauthAnswer>;
  /** The same with other headers: a DPoP proof. */
  exchangeWith(
    client: TestClient,
    arrival: Pick<Arrival, 'code'>,
    headers: Record<string, string>,
  ): Promise<OauthAnswer>;
  /** The whole code flow of somebody who agrees to everything. */
  tokensFor(client: TestClient, who: Person | OauthBrowser, parameters?: Form): Promise<Tokens>;
  refresh(client: TestClient, refreshToken: string, form?: Form): Promise<OauthAnswer>;
  introspect(token: string, auth: ClientAuth): Promise<Json>;
  get(path: string, token?: string): Promise<OauthAnswer>;
  deleteClient(client: TestClient): Promise<void>;
  /** Whoever holds the database. */
  operator: typeof operator;
  /** Lets time pass for everything in this process: for the engine, which reads the machine's clock, as well. */
  passTime(ms: number): void;
  /** The audit entries of an action, the newest first. */
  audited(action: string): Promise<AuditEntry[]>;
  /** The data of the events of a type, in their order. */
  told(type: string): Promise<Json[]>;
}

/** One for all requests of tests that are not about it. */
export const { verifier: testVerifier, challenge: testChallenge } = pkce();

const defaultRedirect = 'https://app.example/cb';
const defaultGrants = ['authorization_code', 'refresh_token', 'client_credentials'] as const;

function withoutGrant({ clientType }: Partial<NewApplication>): Application['grants'] {
  return defaultGrants.filter((grant) => clientType !== 'public' || grant !== 'client_credentials');
}

function makers({ app, services }: TestApp) {
  let count = 0;
  return {
    async client(input: Partial<NewApplication> = {}): Promise<TestClient> {
      const { application, secret } = await services.applications.create(operator, {
        name: `Application ${String(++count)}`,
        redirectUris: [defaultRedirect],
        grants: withoutGrant(input),
        ...input,
      });
      const { clientId, redirectUris } = application;
      return { clientId, secret, redirectUri: redirectUris[0] ?? defaultRedirect, application };
    },
    async person(username = `person-${String(++count)}`, options = {}): Promise<Person> {
      const { id } = await services.account.createUser(operator, {
        ...{ username, email: `${username}@example.com`, password: clientPassword },
        ...options,
      });
      return { userId: id, username, password: clientPassword };
    },
    operator,
    deleteClient: ({ application }: TestClient) => services.applications.delete(operator, application.id),
    service: (input: NewService) => services.services.create(operator, input),
    browser: (headers?: Record<string, string>) => new OauthBrowser(app, publicOrigin, headers),
  };
}

function authorizeUrl({ clientId, redirectUri }: TestClient, parameters: Form = {}): string {
  const { scope = 'scope' in parameters ? '' : 'openid read' } = parameters;
  return `/o/authorize?${formBody({
    ...{ response_type: 'code', client_id: clientId, redirect_uri: redirectUri },
    ...{ scope: 'openid read', state: 'a-state' },
    // Only ID tokens have one.
    ...(String(scope).split(' ').includes('openid') && { nonce: 'a-nonce' }),
    ...{ code_challenge: testChallenge, code_challenge_method: 'S256' },
    ...parameters,
  })}`;
}

/** Turns the machine's clock, as far as this process reads it, until `restore`. */
function movableMachineClock() {
  const now = Date.now.bind(Date);
  let aheadMs = 0;
  return {
    passTime(ms: number): void {
      aheadMs += ms;
      Date.now = () => now() + aheadMs;
    },
    restore(): void {
      Date.now = now;
    },
  };
}

/**
 * The whole service with an address of its own, a clock that runs as the engine's does and can be turned
 * forward, and what tests of OAuth need. `log` takes what it would write.
 */
export async function oauthWorld(
  env: Record<string, string> = {},
  log?: Log,
  fetch?: Fetch,
): Promise<OauthWorld> {
  const outside = { clock: runningClock(), fetch };
  const base = await testApp({ OSTIARY_URL: publicOrigin, ...env }, log, outside);
  const { app } = base;
  const made = makers(base);
  const machine = movableMachineClock();

  const post: OauthWorld['post'] = (path, request) => postForm(app, path, request);
  const token: OauthWorld['token'] = (form, auth, headers = {}) => post('/o/token', { form, auth, headers });

  const codeForm = ({ redirectUri }: TestClient, code: string | undefined): Form => ({
    ...{ grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: testVerifier },
  });
  const exchange: OauthWorld['exchange'] = (client, { code }, form = {}) =>
    token({ ...codeForm(client, code), ...form }, client);
  const exchangeWith: OauthWorld['exchangeWith'] = (client, { code }, headers) =>
    token(codeForm(client, code), client, headers);

  async function tokensFor(client: TestClient, who: Person | OauthBrowser, parameters: Form = {}) {
    const [browser, login] = who instanceof OauthBrowser ? [who] : [made.browser(), who];
    const arrival = await browser.authorize(authorizeUrl(client, parameters), login);
    if (arrival.error !== undefined) throw new Error(`No code: ${JSON.stringify(arrival.parameters)}`);
    const { resource } = parameters;
    const answer = await exchange(client, arrival, resource === undefined ? {} : { resource });
    if (answer.status !== 200) throw new Error(`No tokens: ${answer.text}`);
    return answer.body as unknown as Tokens;
  }

  return {
    ...{
      ...base,
      ...made,
      origin: publicOrigin,
      authorizeUrl,
      post,
      token,
      exchange,
      exchangeWith,
      tokensFor,
    },
    refresh: (client, refreshToken, form = {}) =>
      token({ grant_type: 'refresh_token', refresh_token: refreshToken, ...form }, client),
    introspect: async (text, auth) => (await post('/o/introspect', { form: { token: text }, auth })).body,
    passTime: machine.passTime,
    async close() {
      machine.restore();
      await base.close();
    },
    audited: (action) => base.services.audit.list(base.services.database.db, { action, limit: 50 }),
    told: async (type) => {
      const rows = await base.services.database.db
        .selectFrom('events')
        .select('data')
        .where('type', '=', type)
        .orderBy('id')
        .execute();
      return rows.map(({ data }) => JSON.parse(data) as Json);
    },
    get: async (path, bearer) =>
      toAnswer(
        await app.inject({
          url: path,
          ...(bearer !== undefined && { headers: { authorization: `Bearer ${bearer}` } }),
        }),
      ),
  };
}
