import { isSameEmail, type User, type UserService } from '#modules/users';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { Tx } from '#platform/db/schema.ts';
import { randomSecret } from '#platform/random.ts';
import type { Sealer } from '#platform/sealing.ts';
import { consumeLinkOf, deleteLinksOfUser, findLink, insertLink } from './links.store.ts';
import type { LinkData, LinkPurpose, OneTimeLink } from './links.table.ts';

export interface LinkDeps {
  database: Database;
  clock: Clock;
  sealer: Sealer;
  users: UserService;
  config: { publicUrl: string };
}

/** What is mailed to its owner, and for how long it is good. */
export type MailedPurpose = Exclude<LinkPurpose, 'setup' | 'cancel-deletion'>;

const hourMs = 60 * 60 * 1000;

const lifetimesMs = {
  'verify-email': 24 * hourMs,
  'change-email': 24 * hourMs,
  'reset-password': hourMs / 2,
  'sign-in': hourMs / 6,
  'sign-in-code': hourMs / 6,
  invitation: 7 * 24 * hourMs,
} as const satisfies Record<MailedPurpose, number>;

const pages = {
  'verify-email': '/verify-email',
  'change-email': '/change-email',
  'reset-password': '/reset-password',
  'sign-in': '/sign-in/link/open',
  invitation: '/invitation',
} as const satisfies Record<Exclude<MailedPurpose, 'sign-in-code'>, string>;

/** How long a link is good, as mails say it. */
export function lifetimeOf(purpose: MailedPurpose): { minutes: string; hours: string; days: string } {
  const ms = lifetimesMs[purpose];
  const count = (unitMs: number): string => String(Math.floor(ms / unitMs));
  return { minutes: count(60_000), hours: count(hourMs), days: count(24 * hourMs) };
}

/** A token is good for the purpose that it was made for and for nothing else: the hash is over both. */
function presented(deps: LinkDeps, purpose: MailedPurpose, token: string) {
  const tokenHash = deps.sealer.mac('one-time-link', `${purpose}.${token}`).toString('base64url');
  return { tokenHash, purpose, now: deps.clock.nowMs() };
}

/** A new link of somebody's; those before it of the same purpose are void. */
export async function issueLink(
  deps: LinkDeps,
  tx: Tx,
  issued: LinkData & { purpose: MailedPurpose; userId: string; token: string },
): Promise<void> {
  const { purpose, userId, token, ...data } = issued;
  const link = presented(deps, purpose, token);
  await deleteLinksOfUser(tx, userId, [purpose]);
  await insertLink(tx, { ...link, userId, data, expiresAt: link.now + lifetimesMs[purpose] });
}

/** The address that is mailed. */
export async function issueAddress(
  deps: LinkDeps,
  tx: Tx,
  issued: LinkData & { purpose: keyof typeof pages; userId: string },
): Promise<string> {
  const token = randomSecret();
  await issueLink(deps, tx, { ...issued, token });
  return `${deps.config.publicUrl}${pages[issued.purpose]}?token=${token}`;
}

/** A link with whoever may use it. */
export interface UsableLink {
  link: OneTimeLink;
  user: User;
}

/**
 * Looks at a link that is good, and uses nothing up: of an account that is open, and has the address that the link
 * went to, if it is not about a new one.
 */
export async function lookAtLink(
  deps: LinkDeps,
  purpose: MailedPurpose,
  token: string,
): Promise<UsableLink | undefined> {
  const { db } = deps.database;
  const link = await findLink(db, presented(deps, purpose, token));
  if (!link) return undefined;
  const user = await deps.users.find(db, link.userId);
  if (!user?.isActive) return undefined;
  const isForIt = purpose === 'change-email' || isSameEmail(user.email, link.email);
  return isForIt ? { link, user } : undefined;
}

/** Uses a link up, for exactly one of any number of concurrent callers. What it is good for by now, they decide. */
export function takeLink(
  deps: LinkDeps,
  tx: Tx,
  { purpose, token }: { purpose: MailedPurpose; token: string },
): Promise<OneTimeLink | undefined> {
  return consumeLinkOf(tx, presented(deps, purpose, token));
}

/** What lets in whoever reads a mailbox, or would: void once the password or the address is another. */
export function voidWaysIn(tx: Tx, userId: string): Promise<void> {
  return deleteLinksOfUser(tx, userId, [
    'verify-email',
    'change-email',
    'reset-password',
    'sign-in',
    'sign-in-code',
    'invitation',
  ]);
}
