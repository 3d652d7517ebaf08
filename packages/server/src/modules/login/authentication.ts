import { narrowedTo, type AccessService, type Subject } from '#modules/access';
import type { Act } from '#modules/audit';
import type { SessionService } from '#modules/sessions';
import type { TokenIdentity, TokenService } from '#modules/tokens';
import type { User } from '#modules/users';
import type { Db } from '#platform/db/schema.ts';
import { AppError, isAppError } from '#platform/errors.ts';
import { readAuthorization, readBasic, type HeaderType } from './authorization-header.rules.ts';
import type { PresentedCredentials, Principal } from './login.types.ts';

export interface AuthenticationDeps {
  db: Db;
  access: AccessService;
  sessions: SessionService;
  tokens: TokenService;
  headerTypes: readonly HeaderType[];
}

type Found = Omit<Principal, 'subject'>;

const tokenMethods = { Bearer: 'bearer', JWT: 'jwt', Token: 'token' } as const;

function fromToken(identity: TokenIdentity, method: Found['method'], isCookie: boolean): Found {
  const { user, sessionId, scope, clientId, service } = identity;
  return { user, method, isCookie, sessionId, scope, clientId, service };
}

/** What people prove themselves with has no limits, and no application in between. */
function ownCredential(user: User, how: Pick<Found, 'method' | 'isCookie' | 'sessionId'>): Found {
  return { user, ...how, scope: '', clientId: null, service: null };
}

/** Sent with every request, so there is no second factor in it: whoever has one is refused. */
async function proveBasic({ tokens }: AuthenticationDeps, act: Act, value: string): Promise<User> {
  const credentials = readBasic(value);
  if (!credentials) throw new AppError('passwords.invalid_credentials');
  try {
    return (await tokens.prove(act, credentials)).user;
  } catch (error) {
    if (!isAppError(error, 'mfa.required')) throw error;
    const message = 'This account has a second factor: sign in for a token, and send that instead.';
    throw new AppError('mfa.required', { message, cause: error });
  }
}

async function fromHeader(
  deps: AuthenticationDeps,
  act: Act,
  { authorization, isForAnyService = false }: PresentedCredentials,
): Promise<Found | null> {
  const reading = readAuthorization(authorization, deps.headerTypes);
  if (reading.kind === 'none') return null;
  if (reading.kind === 'malformed') throw new AppError('tokens.bad_authorization_header');
  const { type, value } = reading;
  if (type === 'Basic') {
    const user = await proveBasic(deps, act, value);
    return ownCredential(user, { method: 'basic', isCookie: false, sessionId: null });
  }
  const identity =
    type === 'Token'
      ? await deps.tokens.authenticateApiToken(value)
      : await deps.tokens.authenticate(value, { isForAnyService });
  return fromToken(identity, tokenMethods[type], false);
}

async function fromSessionCookie(
  deps: AuthenticationDeps,
  secret: string | undefined,
): Promise<Found | null> {
  const found = secret ? await deps.sessions.findBySecret(secret) : undefined;
  if (!found) return null;
  const { user, session } = found;
  return ownCredential(user, { method: 'session', isCookie: true, sessionId: session.id });
}

/** A cookie stays in the browser after its token has ended: that is being signed out, not an error. */
async function fromRoleCookie(deps: AuthenticationDeps, cookie: string | undefined): Promise<Found | null> {
  const reading = readAuthorization(cookie, ['Bearer']);
  if (reading.kind !== 'credential') return null;
  try {
    return fromToken(await deps.tokens.authenticate(reading.value), 'bearer', true);
  } catch (error) {
    if (isAppError(error) && error.status === 401) return null;
    throw error;
  }
}

async function subjectOf(deps: AuthenticationDeps, user: User): Promise<Subject> {
  const access = await deps.access.accessOf(deps.db, user.id);
  return { ...access, userId: user.id, isStaff: user.isStaff, isSuperuser: user.isSuperuser };
}

/** Tries each way of authentication in order; the first that recognises its credential decides. */
export async function authenticate(
  deps: AuthenticationDeps,
  act: Act,
  presented: PresentedCredentials,
): Promise<Principal | null> {
  const found =
    (await fromHeader(deps, act, presented)) ??
    (await fromSessionCookie(deps, presented.sessionCookie)) ??
    (await fromRoleCookie(deps, presented.roleCookie));
  return found && { ...found, subject: narrowedTo(await subjectOf(deps, found.user), found.scope) };
}
