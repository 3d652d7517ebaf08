import { errorCatalogue, type ErrorCode } from '@ostiary/contract';

/** What decides which errors a route of the management API may answer. */
export interface RefusingRoute {
  method: string;
  /** Whether it declares parameters, headers or a body. */
  hasInput: boolean;
  takesIfMatch: boolean;
  isIdempotent: boolean;
  /** Its own, as it declares them. */
  errors: readonly ErrorCode[];
}

const codes = Object.keys(errorCatalogue) as ErrorCode[];

/** What a credential may be refused with. */
const credentialErrors = codes.filter(
  (code) => code.startsWith('tokens.') && errorCatalogue[code].status === 401,
);

/** Whatever the route is, before or while it does its work. */
const always: readonly ErrorCode[] = [
  'request.malformed',
  'request.throttled',
  'access.unauthenticated',
  'access.denied',
  'access.address_blocked',
  'passwords.invalid_credentials',
  'passwords.busy',
  // Of a password that is sent along (Basic), and is right but not enough.
  'mfa.required',
  'mfa.enrolment_required',
  ...credentialErrors,
  'service.unavailable',
  'internal',
];

const whenWriting: readonly ErrorCode[] = [
  'request.csrf_failed',
  'request.too_large',
  'request.unsupported_media_type',
];

const whenIdempotent: readonly ErrorCode[] = [
  'request.idempotency_in_progress',
  'request.idempotency_interrupted',
  'request.idempotency_reused',
];

const alwaysOfFeed: readonly ErrorCode[] = [
  'feed.unauthenticated',
  'request.malformed',
  'request.invalid',
  'access.address_blocked',
  'service.unavailable',
  'internal',
];

/** The same for a route of the feed, where services prove themselves and nobody writes. */
export function documentedFeedErrors(route: Pick<RefusingRoute, 'errors'>): ErrorCode[] {
  const all = new Set<ErrorCode>([...alwaysOfFeed, ...route.errors]);
  return codes.filter((code) => all.has(code));
}

/** Every code that the route may answer, in the order of the catalogue. */
export function documentedErrors(route: RefusingRoute): ErrorCode[] {
  const all = new Set<ErrorCode>([
    ...always,
    ...(route.hasInput ? (['request.invalid'] as const) : []),
    ...(route.method === 'GET' ? [] : whenWriting),
    ...(route.takesIfMatch ? (['request.precondition_failed'] as const) : []),
    ...(route.isIdempotent ? whenIdempotent : []),
    ...route.errors,
  ]);
  return codes.filter((code) => all.has(code));
}
