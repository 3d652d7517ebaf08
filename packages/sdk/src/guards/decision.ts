import type { GuardDecision, GuardRefusal, Outlook } from '../types.ts';

const allowances = {
  allows: Object.freeze({ isAllowed: true, outlook: 'allows' }),
  refuses: Object.freeze({ isAllowed: true, outlook: 'refuses' }),
  either: Object.freeze({ isAllowed: true, outlook: 'either' }),
} as const satisfies Record<Outlook, GuardDecision>;

/** For guards of one's own. */
export const allowed: GuardDecision = allowances.either;

export function allowedWith(outlook: Outlook): GuardDecision {
  return allowances[outlook];
}

export interface RefusalText {
  /** Stable, such as `role_missing`. */
  code: string;
  /** For people. */
  reason: string;
}

/**
 * For guards of one's own: 403, or 401 where nobody is signed in, since somebody else might pass. A guard that looks
 * at the request alone says 403 to everybody: `{ isAllowed: false, status: 403, code, reason }`.
 */
export function refused(subject: object | null, text: RefusalText): GuardRefusal {
  return subject === null ? notSignedIn : { isAllowed: false, status: 403, ...text };
}

/** In the words of Django REST Framework. */
export const notSignedIn: GuardRefusal = Object.freeze({
  isAllowed: false,
  status: 401,
  code: 'not_authenticated',
  reason: 'Authentication credentials were not provided.',
  outlook: 'either',
});

/** As `notSignedIn`, where whoever signs in passes. */
export const onlySignedIn: GuardRefusal = Object.freeze({ ...notSignedIn, outlook: 'allows' });

/** Whoever may not enter counts as nobody, but signing in would not help. */
export const noEntry: GuardRefusal = Object.freeze({
  isAllowed: false,
  status: 403,
  code: 'no_access',
  reason: 'You do not have access to this service.',
  outlook: 'refuses',
  // What somebody who may not enter is not, must not let them in either.
  isUndecidable: true,
});

export const nobodyPasses: GuardRefusal = Object.freeze({
  isAllowed: false,
  status: 403,
  code: 'denied',
  reason: 'You do not have permission to perform this action.',
  outlook: 'refuses',
});

export function outlookOf(decision: GuardDecision): Outlook {
  if (decision.outlook !== undefined) return decision.outlook;
  return decision.isAllowed || decision.status === 401 ? 'either' : 'refuses';
}

/** The same decision with another outlook, as a new object only where that is needed. */
export function withOutlook(decision: GuardDecision, outlook: Outlook): GuardDecision {
  if (decision.isAllowed) return allowances[outlook];
  if (decision.outlook === outlook) return decision;
  // Two demands that nobody can meet at once: signing in would not help.
  if (outlook === 'refuses' && decision.status === 401) return nobodyPasses;
  return { ...decision, outlook };
}
