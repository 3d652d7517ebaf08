import { createHmac, randomUUID } from 'node:crypto';
import type { RequestListener, ServerResponse } from 'node:http';
import {
  startReceiver,
  startTlsReceiver,
  type ReceivedRequest,
  type Receiver,
} from '#platform/http/receiver.fixture.ts';

/** Of a Django project as it is started with. */
export const oldKey = 'django-insecure-#7p!k2&v9w(x$e4r^t5y)u8i*o0q@a-s=d+f';

export interface OldUser {
  id: number | string;
  email: string;
  password: string;
  first_name?: string;
  last_name?: string;
  is_active?: boolean;
  /** Over what is described otherwise. */
  described?: object;
}

type Claims = Record<string, unknown>;
type Algorithm = 'HS256' | 'HS384' | 'HS512';

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** A token as SimpleJWT signs it, or as somebody would who forges one. */
export function signOldToken(
  claims: Claims,
  { key = oldKey, header = {} }: { key?: string; header?: { alg?: Algorithm } & Claims } = {},
): string {
  const alg = header.alg ?? 'HS256';
  const content = `${part({ alg, typ: 'JWT', ...header })}.${part(claims)}`;
  const signature = createHmac(alg.replace('HS', 'sha'), key).update(content).digest('base64url');
  return `${content}.${signature}`;
}

/** In its order (contracts/simplejwt.md). */
export function oldClaims(userId: unknown, nowMs: number, changed: Claims = {}): Claims {
  const iat = Math.floor(nowMs / 1000);
  const jti = randomUUID().replaceAll('-', '');
  return { token_type: 'access', exp: iat + 300, iat, jti, user_id: userId, ...changed };
}

export interface OldService extends Receiver {
  tokenUrl: string;
  userUrl: string;
  users: OldUser[];
  /** The sign-ins that came, and how often somebody was asked for. */
  signIns(): ReceivedRequest[];
  /** Answers sign-ins instead, until it is undefined again. */
  instead: ((response: ServerResponse) => void) | undefined;
  /** Happens before each answer to a sign-in. */
  before: (() => Promise<unknown>) | undefined;
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function userIdIn(authorization: string | undefined): unknown {
  const [, payload = ''] = authorization?.split('.') ?? [];
  return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims)['user_id'];
}

interface Acting {
  users: OldUser[];
  loginField: string;
  key: string;
  nowMs: () => number;
}

function signIn(response: ServerResponse, body: string, { users, loginField, key, nowMs }: Acting): void {
  const form = JSON.parse(body) as Record<string, string>;
  const user = users.find(
    ({ email, password }) => email === form[loginField] && password === form['password'],
  );
  if (!user || user.is_active === false) {
    send(response, 401, { detail: 'No active account found with the given credentials' });
    return;
  }
  const access = signOldToken(oldClaims(user.id, nowMs()), { key });
  const refresh = signOldToken(oldClaims(user.id, nowMs(), { token_type: 'refresh' }), { key });
  send(response, 200, { refresh, access });
}

function describeUser(response: ServerResponse, user: OldUser | undefined): void {
  if (!user) {
    send(response, 403, { detail: 'User not found', code: 'user_not_found' });
    return;
  }
  send(response, 200, {
    ...{ id: user.id, first_name: user.first_name ?? '', email: user.email, last_name: user.last_name ?? '' },
    ...{ date_joined: '2019-03-02T08:15:00.123456Z', last_login: null, is_active: user.is_active ?? true },
    ...{ is_staff: true, is_superuser: true },
    ...user.described,
  });
}

/** What stands where Django with SimpleJWT and django-easyjwt stood, as far as clients can tell. */
export async function startOldService(options: {
  nowMs: () => number;
  isTls?: boolean;
  loginField?: string;
  key?: string;
}): Promise<OldService> {
  const { isTls = false, loginField = 'email', key = oldKey, nowMs } = options;
  const users: OldUser[] = [];
  const state: Pick<OldService, 'instead' | 'before'> = { instead: undefined, before: undefined };
  const last = (): ReceivedRequest | undefined => receiver.received.at(-1);
  const answer: RequestListener = (request, response) => {
    const body = last()?.body ?? '';
    if (request.url === '/auth/user/') {
      const id = userIdIn(request.headers.authorization);
      describeUser(
        response,
        users.find((user) => user.id === id),
      );
      return;
    }
    void Promise.resolve(state.before?.()).then(() => {
      if (state.instead) state.instead(response);
      else signIn(response, body, { users, loginField, key, nowMs });
    });
  };
  const receiver = await (isTls ? startTlsReceiver(answer) : startReceiver(answer));
  const origin = isTls ? `https://receiver.example:${receiver.port}` : receiver.url;
  return Object.assign(state, receiver, {
    ...{ users, tokenUrl: `${origin}/auth/token/`, userUrl: `${origin}/auth/user/` },
    signIns: () => receiver.received.filter(({ path }) => path === '/auth/token/'),
  });
}
