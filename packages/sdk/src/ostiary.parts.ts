import { createOverlay } from './directory/overlay.ts';
import { createUserLookup } from './directory/user-lookup.ts';
import { createFeedRequests } from './feed/feed-requests.ts';
import type { Pace } from './feed/pace.ts';
import { createSync } from './feed/sync.ts';
import { createIntrospector } from './introspection/introspector.ts';
import type { OstiaryOptions } from './ostiary.types.ts';
import type { Settings } from './ostiary.settings.ts';
import { createReporter } from './reporter.ts';
import { createRevocations } from './revocations/revocations.ts';
import { createAuthenticate, type Memo } from './subject/authenticate.ts';
import { createJudge } from './subject/judge.ts';
import { createSubjects } from './subject/subjects.ts';
import { createTypedAccess } from './subject/typed-access.ts';
import type { ServiceShape } from './types.ts';
import type { FeedItem } from './wire.ts';
import { createVerifier, type Verifier } from './verifier/verifier.ts';

/** Passed on by tests alone: another pace, and whether to do without what the runtime has of Node. */
export interface Internals {
  pace?: Partial<Pace>;
  isWithoutNative?: boolean;
}

export type Options<S extends ServiceShape> = OstiaryOptions<S['level'], S['data']>;

/** What there is to know: where it is kept, and who is asked for more. */
function buildKnowledge<S extends ServiceShape>(options: Options<S>, settings: Settings) {
  const { key, fetch = globalThis.fetch, now = Date.now } = options;
  const { server, leewaySeconds, longestTokenSeconds, maxUsers } = settings;
  const reporter = createReporter(options, now);
  const requests = createFeedRequests({ url: server.url, key, fetch });
  const overlay = options.mirror ? undefined : createOverlay({ longestTokenSeconds, maxUsers, now });
  const directory = options.mirror ?? overlay;
  if (!directory) throw new TypeError('There is neither a mirror nor an overlay');
  const lookup = createUserLookup({ find: (sub) => requests.findUser(sub), overlay, now });
  const introspector = createIntrospector({ ask: (token) => requests.introspect(token), now });
  const revocations = createRevocations({
    ...{ longestTokenSeconds, leewaySeconds, maxEntries: settings.maxRevocations },
    onOverflow: () =>
      reporter.warn({
        code: 'revocations_overflow',
        message:
          'More was revoked than can be remembered: Ostiary is asked about older tokens. Raise maxRemembered.',
      }),
  });
  return { fetch, now, reporter, requests, overlay, directory, lookup, introspector, revocations };
}

type Knowledge = ReturnType<typeof buildKnowledge>;

function buildVerifier<S extends ServiceShape>(
  { audience }: Options<S>,
  { server, leewaySeconds, maxVerifiedTokens }: Settings,
  { fetch, now, reporter, isWithoutNative }: Knowledge & Internals,
) {
  return createVerifier<Memo<S>>({
    ...{ server, audience, fetch, now, leewaySeconds, maxTokens: maxVerifiedTokens },
    ...(isWithoutNative === true && { native: null }),
    onError: (thrown) => reporter.error(thrown),
  });
}

/** What the feed tells goes to whoever must not go on believing something else. */
function createReceiver(
  { revocations, introspector, lookup, reporter, now }: Knowledge,
  verifier: Pick<Verifier<unknown>, 'loadKeys' | 'retryKeys'>,
): (items: readonly FeedItem[]) => void {
  return (items) => {
    revocations.add(items, now());
    introspector.forget(items);
    lookup.forget(items);
    if (items.some(({ kind }) => kind === 'keys'))
      verifier.loadKeys().catch((thrown: unknown) => reporter.error(thrown));
    // What comes of the feed, be it nothing but a beat, says that there is somebody to ask.
    else verifier.retryKeys();
  };
}

/** Everything that an Ostiary is made of. */
export function buildParts<S extends ServiceShape>(
  options: Options<S>,
  settings: Settings,
  internals: Internals,
) {
  const { audience, levels = [], data: schema, feed, lookUpUsers, confirmBinding } = options;
  const knowledge = buildKnowledge(options, settings);
  const { reporter, directory, overlay } = knowledge;
  const verifier = buildVerifier(options, settings, { ...knowledge, ...internals });
  const typed = createTypedAccess<S>({ levels, schema, onWarning: (warning) => reporter.warn(warning) });
  const isLookingUp = lookUpUsers === true && overlay !== undefined;
  const subjects = createSubjects<S>({ ...knowledge, typed, isLookingUp });
  const sync = createSync({
    ...knowledge,
    ...{ directory, pace: settings.pace, maxSilenceMs: settings.maxSilenceMs, chance: Math.random },
    onItems: createReceiver(knowledge, verifier),
    onWarning: (warning) => reporter.warn(warning),
    onError: (error) => reporter.error(error),
  });
  const isFresh = (at: number): boolean => sync.isFresh(at);
  const judge = createJudge({
    ...knowledge,
    audience,
    whenSilent: feed?.whenSilent ?? 'introspect',
    isFresh,
  });
  const authenticate = createAuthenticate<S>({
    ...{ ...knowledge, verifier, judge, subjects, isFresh },
    confirmBinding: confirmBinding?.bind(options),
  });
  return { ...knowledge, verifier, subjects, sync, authenticate };
}

export type Parts<S extends ServiceShape> = ReturnType<typeof buildParts<S>>;
