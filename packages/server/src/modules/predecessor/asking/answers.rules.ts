import { parseCompactJwt, parseJsonObject, type Claims } from '#modules/keys';
import { loginKey, type NewUser } from '#modules/users';
import { idText } from '../old-tokens/old-token.rules.ts';

/** No access token is longer; what is sent back is sent in a header. */
const maxAccessLength = 8_192;
const accessPattern = /^[\x21-\x7e]+$/;

/** The access token of an answer to a sign-in (contracts/simplejwt.md); undefined for none that can be sent back. */
export function accessOf(answer: Claims): string | undefined {
  const { access } = answer;
  if (typeof access !== 'string' || access.length > maxAccessLength) return undefined;
  return accessPattern.test(access) ? access : undefined;
}

/** The claims of a JWT that came from the predecessor itself, which makes its signature unnecessary. */
export function claimsWithin(access: string): Claims | undefined {
  const jwt = parseCompactJwt(access);
  return jwt && parseJsonObject(jwt.payload);
}

/** What the predecessor says about a user. What they may do is not among it: nobody brings rights along. */
export interface Details {
  id: string | undefined;
  email: string | undefined;
  username: string | undefined;
  firstName: string | undefined;
  lastName: string | undefined;
  isActive: boolean;
  /** Epoch milliseconds. */
  joinedAt: number | undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

function joinedAt(value: unknown, now: number): number | undefined {
  const at = typeof value === 'string' && value.length <= 40 ? Date.parse(value) : NaN;
  return at > 0 && at <= now ? at : undefined;
}

/** A user as `GET /auth/user/` describes them, read as if anything could stand there. Pure. */
export function readDetails(answer: Claims, now: number): Details {
  return {
    id: idText(answer['id']),
    email: textOf(answer['email']),
    username: textOf(answer['username']),
    firstName: textOf(answer['first_name']),
    lastName: textOf(answer['last_name']),
    // Whoever does not say so is taken for active: they have just been let in.
    isActive: answer['is_active'] === undefined || answer['is_active'] === true,
    joinedAt: joinedAt(answer['date_joined'], now),
  };
}

function isSameLogin(one: string, other: string): boolean {
  const [a, b] = [loginKey(one), loginKey(other)];
  return a.kind === b.kind && a.key === b.key;
}

/** Whether the predecessor describes somebody else than who has signed in. */
export function isSomebodyElse(
  { id, login, field }: { id: string | undefined; login: string; field: string },
  details: Details,
): boolean {
  if (id !== undefined && details.id !== undefined && id !== details.id) return true;
  const described = { email: details.email, username: details.username }[field];
  return described !== undefined && !isSameLogin(described, login);
}

/**
 * The account that is to be made: known by what was signed in with, so that the next sign-in finds it. The address is
 * no better known than by the predecessor: not verified, and as good as one that an administrator imports.
 */
export function newcomerOf(
  { externalId, login, field }: { externalId: string; login: string; field: string },
  details: Details | undefined,
): NewUser {
  const typed = login.trim();
  const isAddress = loginKey(typed).kind === 'email';
  const email = details?.email ?? (isAddress ? typed : undefined);
  const username = field === 'username' && !isAddress ? typed : details?.username;
  return {
    externalId,
    ...(email !== undefined && { email }),
    ...(username !== undefined && { username }),
    ...(details?.firstName !== undefined && { firstName: details.firstName }),
    ...(details?.lastName !== undefined && { lastName: details.lastName }),
  };
}
