import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Account {
  password: string;
  /** What GET user/ says, in its order. */
  body: Record<string, unknown>;
}

interface Token {
  type: 'access' | 'refresh';
  email: string;
  isBlacklisted?: boolean;
}

interface Reply {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

const realm = { 'www-authenticate': 'Bearer realm="api"' };
const notValid = { detail: 'Token is invalid or expired', code: 'token_not_valid' };
const common = {
  vary: 'Accept',
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
};

/**
 * An auth service of django-easyjwt as contracts/django-easyjwt.md section 1 has it, oddities and all. With `override`
 * a path answers what the test wants.
 */
export class EasyJwtStub {
  readonly accounts = new Map<string, Account>();
  readonly tokens = new Map<string, Token>();
  /** What was asked, with headers, in order. */
  readonly asked: { method: string; path: string; headers: IncomingMessage['headers']; body: string }[] = [];
  readonly override = new Map<string, (response: ServerResponse) => void>();
  #issued = 0;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  static async start(): Promise<EasyJwtStub> {
    const stub = new EasyJwtStub();
    await new Promise<void>((resolve) => stub.#server.listen(0, '127.0.0.1', resolve));
    return stub;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Answers a path with this, whatever is asked. */
  answer(path: string, { status, body, headers = {} }: Reply): void {
    this.override.set(path, (response) => {
      response.writeHead(status, headers);
      response.end(body);
    });
  }

  addUser(email: string, more: Record<string, unknown> = {}): void {
    this.accounts.set(email, {
      password: 'user-pass',
      body: {
        id: this.accounts.size + 1,
        first_name: '',
        email,
        last_name: '',
        date_joined: '2026-11-22T12:12:21.404639Z',
        last_login: null,
        is_active: true,
        is_staff: false,
        is_superuser: false,
        ...more,
      },
    });
  }

  issue(type: Token['type'], email: string): string {
    this.#issued += 1;
    const token = `eyJhbGciOiJIUzI1NiJ9.${type}-${this.#issued}.c2lnbmF0dXJl`;
    this.tokens.set(token, { type, email });
    return token;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').split('?')[0] ?? '';
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += String(chunk);
    this.asked.push({ method: request.method ?? '', path, headers: request.headers, body: text });
    const special = this.override.get(path);
    if (special) return special(response);
    const { status, body, headers } = this.#reply(request, path, text);
    // Exactly so, without a charset, and compact.
    response.writeHead(status, { ...common, 'content-type': 'application/json', ...headers });
    response.end(body === undefined ? '' : JSON.stringify(body));
  }

  #reply(request: IncomingMessage, path: string, text: string): Reply {
    if (!path.endsWith('/'))
      return { status: 301, headers: { location: `${path}/`, 'content-type': 'text/html' } };
    if (path === '/auth/user/') return this.#user(request);
    if (request.method !== 'POST') {
      return { status: 405, body: { detail: `Method "${request.method ?? ''}" not allowed.` } };
    }
    if (request.headers['content-type'] !== 'application/json') {
      return { status: 415, body: { detail: 'Unsupported media type "text/plain" in request.' } };
    }
    const body = JSON.parse(text) as Record<string, string>;
    if (path === '/auth/token/') return this.#signIn(body);
    if (path === '/auth/token/refresh/') return this.#refresh(body['refresh']);
    if (path === '/auth/token/verify/') return this.#verify(body['token']);
    if (path === '/auth/token/blacklist/') return this.#blacklist(body['refresh']);
    return { status: 404, body: '<h1>Not Found</h1>', headers: { 'content-type': 'text/html' } };
  }

  #signIn({ email, password }: Record<string, string>): Reply {
    if (email === undefined) return { status: 400, body: { email: ['This field is required.'] } };
    const account = this.accounts.get(email);
    if (account?.password !== password || account?.body['is_active'] === false) {
      const detail = 'No active account found with the given credentials';
      return { status: 401, headers: realm, body: { detail } };
    }
    return {
      status: 200,
      body: { refresh: this.issue('refresh', email), access: this.issue('access', email) },
    };
  }

  #refreshToken(token: string | undefined): Token | Reply {
    const known = this.tokens.get(token ?? '');
    const refused = { status: 401, headers: realm };
    if (!known) return { ...refused, body: notValid };
    if (known.type !== 'refresh') {
      return { ...refused, body: { detail: 'Token has wrong type', code: 'token_not_valid' } };
    }
    if (!known.isBlacklisted) return known;
    return { ...refused, body: { detail: 'Token is blacklisted', code: 'token_not_valid' } };
  }

  #refresh(token: string | undefined): Reply {
    const known = this.#refreshToken(token);
    return 'status' in known ? known : { status: 200, body: { access: this.issue('access', known.email) } };
  }

  #verify(token: string | undefined): Reply {
    const known = this.tokens.get(token ?? '');
    if (!known) return { status: 401, headers: realm, body: notValid };
    if (known.isBlacklisted) return { status: 400, body: { non_field_errors: ['Token is blacklisted'] } };
    return { status: 200, body: {} };
  }

  #blacklist(token: string | undefined): Reply {
    const known = this.#refreshToken(token);
    if ('status' in known) return known;
    known.isBlacklisted = true;
    return { status: 200, body: {} };
  }

  /** Always 403, and never with WWW-Authenticate. */
  #user({ headers }: IncomingMessage): Reply {
    const refuse = (body: object): Reply => ({ status: 403, body });
    const words = (headers.authorization ?? '').split(' ');
    if (words[0] !== 'Bearer') return refuse({ detail: 'Authentication credentials were not provided.' });
    if (words.length !== 2) {
      const detail = 'Authorization header must contain two space-delimited values';
      return refuse({ detail, code: 'bad_authorization_header' });
    }
    const token = this.tokens.get(words[1] ?? '');
    if (token?.type !== 'access') {
      const message = token ? 'Token has wrong type' : 'Token is invalid or expired';
      return refuse({
        detail: 'Given token not valid for any token type',
        code: 'token_not_valid',
        messages: [{ token_class: 'AccessToken', token_type: 'access', message }],
      });
    }
    const account = this.accounts.get(token.email);
    if (!account) return refuse({ detail: 'User not found', code: 'user_not_found' });
    if (account.body['is_active'] === false)
      return refuse({ detail: 'User is inactive', code: 'user_inactive' });
    return { status: 200, body: account.body };
  }
}
