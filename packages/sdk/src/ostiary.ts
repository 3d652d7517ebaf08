import { OstiaryError } from './errors.ts';
import { buildParts, type Internals } from './ostiary.parts.ts';
import { readSettings } from './ostiary.settings.ts';
import { startParts } from './ostiary.start.ts';
import type { Ostiary, OstiaryOptions } from './ostiary.types.ts';
import type { Judgement } from './subject/judge.ts';
import { refused, stale, unavailable } from './subject/subjects.ts';
import type { AccessTokenClaims, JsonObject } from './wire.ts';

interface Shape<Level extends string, Data> {
  level: Level;
  data: Data;
}

/** Errors: `token_refused`, or `unavailable` when nobody can say now. */
function claimsOf(judgement: Judgement): AccessTokenClaims {
  if (!judgement.isGood) {
    const { reason, isUnavailable = false } = judgement.refusal;
    throw new OstiaryError(isUnavailable ? 'unavailable' : 'token_refused', reason);
  }
  const { accessToken } = judgement.token;
  if (!accessToken) throw new OstiaryError('token_refused', 'It is no access token.');
  return accessToken;
}

/** The same with what only tests decide. */
export function buildOstiary<const Level extends string = string, Data = JsonObject>(
  options: OstiaryOptions<Level, Data>,
  internals: Internals = {},
): Ostiary<Shape<Level, Data>> {
  const settings = readSettings(options, internals.pace);
  const parts = buildParts<Shape<Level, Data>>(options, settings, internals);
  const { sync, directory, introspector, revocations, subjects, authenticate, now } = parts;
  const ending = new AbortController();
  let starting: Promise<void> | undefined;
  let closing: Promise<void> | undefined;

  function close(): Promise<void> {
    ending.abort(new Error('closed'));
    closing ??= sync.close();
    return closing;
  }

  function start(): Promise<void> {
    return startParts(parts, { options, settings, signal: ending.signal }).catch(async (thrown: unknown) => {
      await close();
      throw thrown;
    });
  }

  function notReady(): OstiaryError | undefined {
    if (closing) return new OstiaryError('closed', 'It was closed.');
    return starting ? undefined : new OstiaryError('not_started', 'It was not started.');
  }

  async function verify(token: string): Promise<AccessTokenClaims> {
    const problem = notReady();
    if (problem) throw problem;
    return claimsOf(await authenticate.judge(token));
  }

  return {
    url: settings.server.url,
    audience: options.audience,
    levels: options.levels ?? [],
    directory,
    async start() {
      if (closing) throw new OstiaryError('closed', 'It was closed.');
      starting ??= start();
      return starting;
    },
    close,
    status: () => sync.status(),
    service: () => directory.service,
    verify,
    subjectOf(token, request) {
      const problem = notReady();
      return problem ? unavailable(problem) : authenticate.subjectOf(token, request);
    },
    async subjectOfUser(sub, method, sid = null) {
      const problem = notReady();
      if (problem) return unavailable(problem);
      const isAsked = !sync.isFresh(now());
      if (isAsked && options.feed?.whenSilent === 'refuse') return stale;
      const denial = revocations.findDenial({ sub, ...(sid !== null && { sid }) });
      return denial ? refused(denial.code, denial.reason) : subjects.ofUser(sub, { method, sid, isAsked });
    },
    introspect: (token) => introspector.find(token),
  };
}

/**
 * What a service needs of Ostiary: who a token speaks for, verified here and current within a second.
 * Errors: TypeError for options that cannot work.
 */
export function createOstiary<const Level extends string = string, Data = JsonObject>(
  options: OstiaryOptions<Level, Data>,
): Ostiary<Shape<Level, Data>> {
  return buildOstiary(options);
}
