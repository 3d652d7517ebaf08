import type { MailService } from '#modules/mail';
import { loginKey, type User } from '#modules/users';
import type { Tx } from '#platform/db/schema.ts';
import type { NewId } from '#platform/ids.ts';
import { createPeriodicJob } from '#platform/jobs/periodic-job.ts';
import type { Language } from '#platform/language.rules.ts';
import { randomDigits } from '#platform/random.ts';
import { writeVerification } from '../email/verification-mail.ts';
import type { AccountRequests } from '../own-accounts.types.ts';
import { issueAddress, issueLink, lifetimeOf, type LinkDeps } from './links.ts';
import { consumeRequest, insertRequest, listRequestIds, type SealedRequest } from './requests.store.ts';

/** What somebody asked for by an email address. */
export type AccountRequest = { email: string; language: Language } & (
  | { purpose: 'reset-password' | 'verify-email' }
  | { purpose: 'sign-in'; next: string }
  | {
      purpose: 'sign-in-code';
      /** The secret that the browser keeps. */
      request: string;
    }
);

export interface RequestBox extends AccountRequests {
  /** Writes it down, whatever the address is: nobody is looked up before the answer. */
  ask(request: AccountRequest): Promise<void>;
}

export interface RequestDeps extends LinkDeps {
  newId: NewId;
  mail: MailService;
  onBackgroundError: (error: unknown) => void;
}

const pollMs = 3_000;
const wakeDelayMs = 50;
const stopWithinMs = 5_000;
/** Of one round: another one follows when there are more. */
const roundSize = 200;
/** Whoever asked has gone, and did not get what they wanted. */
export const requestMaxAgeMs = 60 * 60 * 1000;
const sealPurpose = 'account-request';

export const codeDigits = 6;

/** What a code is good with: whoever sees the mail alone, or guesses, has not asked. */
export function codeToken(request: string, code: string): string {
  return `${request}.${code}`;
}

/** Makes what was asked for, and mails it. */
async function fulfil(deps: RequestDeps, tx: Tx, asked: { request: AccountRequest; user: User }) {
  const { request, user } = asked;
  const to = user.email ?? request.email;
  const letter = { to, language: request.language };
  const link = { userId: user.id, email: to };
  const { minutes } = lifetimeOf(request.purpose);
  if (request.purpose === 'verify-email') {
    if (user.emailVerifiedAt !== null) return undefined;
    const asked = { userId: user.id, email: to, language: request.language };
    return deps.mail.enqueue(tx, await writeVerification(deps, tx, asked));
  }
  if (request.purpose === 'sign-in-code') {
    const code = randomDigits(codeDigits);
    const token = codeToken(request.request, code);
    await issueLink(deps, tx, { ...link, purpose: request.purpose, token });
    return deps.mail.enqueue(tx, { ...letter, template: 'sign-in-code', values: { code, minutes } });
  }
  const { purpose } = request;
  const next = purpose === 'sign-in' && request.next !== '' ? { next: request.next } : {};
  const values = { link: await issueAddress(deps, tx, { ...link, ...next, purpose }), minutes };
  const template = purpose === 'sign-in' ? 'sign-in-link' : 'reset-password';
  return deps.mail.enqueue(tx, { ...letter, template, values });
}

/** Undefined for what cannot be opened any more, such as under another master key. */
function open(deps: RequestDeps, { sealed }: SealedRequest): AccountRequest | undefined {
  try {
    return JSON.parse(deps.sealer.open(sealPurpose, sealed)) as AccountRequest;
  } catch {
    return undefined;
  }
}

/** Only by an email address: whoever types a username is not told whose mailbox that is. */
async function findByEmail(deps: RequestDeps, tx: Tx, email: string): Promise<User | undefined> {
  if (loginKey(email).kind !== 'email') return undefined;
  const user = await deps.users.findByLogin(tx, email);
  return user?.isActive ? user : undefined;
}

/** Answered or dropped, it is gone with what came of it; false when another process had it. */
function answerOne(deps: RequestDeps, id: string): Promise<boolean> {
  return deps.database.write(async (tx) => {
    const sealed = await consumeRequest(tx, id);
    if (!sealed) return false;
    const request = deps.clock.nowMs() - sealed.createdAt < requestMaxAgeMs ? open(deps, sealed) : undefined;
    const user = request && (await findByEmail(deps, tx, request.email));
    if (user) await fulfil(deps, tx, { request, user });
    return true;
  });
}

/** One by one: what is wrong with one is not for the others to bear. */
async function answerRound(
  deps: RequestDeps,
  signal?: AbortSignal,
): Promise<{ count: number; isMore: boolean }> {
  const ids = await listRequestIds(deps.database.db, roundSize);
  let count = 0;
  for (const id of ids) {
    if (signal?.aborted === true) break;
    try {
      if (await answerOne(deps, id)) count++;
    } catch (error) {
      deps.onBackgroundError(error);
    }
  }
  return { count, isMore: count > 0 && ids.length === roundSize };
}

/** See AccountRequests. */
export function createAccountRequests(deps: RequestDeps): RequestBox {
  const job = createPeriodicJob({
    async run(signal) {
      if ((await answerRound(deps, signal)).isMore) job.wake();
    },
    everyMs: pollMs,
    wakeDelayMs,
    stopWithinMs,
    onError: deps.onBackgroundError,
  });
  return {
    async ask(request) {
      const sealed = deps.sealer.seal(sealPurpose, JSON.stringify(request));
      const row = { id: deps.newId(), purpose: request.purpose, sealed, createdAt: deps.clock.nowMs() };
      await deps.database.write((tx) => insertRequest(tx, row));
      job.wake();
    },
    answer: async () => (await answerRound(deps)).count,
    start: job.start,
    stop: job.stop,
  };
}
