import { createAccessService, type AccessPorts } from '#modules/access';
import {
  createAccessReviewService,
  createAccountService,
  createDecisionService,
  createOwnAccounts,
} from '#modules/account';
import { createApplicationService, type ApplicationPorts } from '#modules/applications';
import { createAuditService } from '#modules/audit';
import { createEventService } from '#modules/events';
import { createFeedService, emitLostAccess } from '#modules/feed';
import { createKeyService } from '#modules/keys';
import { createCaptcha, createLimitService } from '#modules/limits';
import { createLoginService, createSignInService, type SignInServiceForApp } from '#modules/login';
import { createMailService } from '#modules/mail';
import { createMfaService, type MfaService } from '#modules/mfa';
import { createLogoutDelivery, createOauthService, type OauthServiceForApp } from '#modules/oauth';
import { createOverviewService } from '#modules/overview';
import { createPasswordService, type PasswordPorts } from '#modules/passwords';
import { createStatisticsService } from '#modules/statistics';
import { createServiceService, type ServiceService } from '#modules/services';
import { createSessionService, type SessionPorts, type SessionService } from '#modules/sessions';
import { createTokenService, type TokenPorts, type TokenService } from '#modules/tokens';
import { createTransferService } from '#modules/transfer';
import { createUserService, type UserService } from '#modules/users';
import { createWebhookService } from '#modules/webhooks';
import type { Config } from '#config';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import { createGuardedFetch } from '#platform/http/guarded-fetch.ts';
import type { Fetch } from '#platform/http/outbound.ts';
import { createIdempotencyService } from '#platform/http/idempotency/idempotency.service.ts';
import { createIds } from '#platform/ids.ts';
import { createSealer } from '#platform/sealing.ts';
import { noSpans, type Spans } from '#platform/tracing/spans.ts';
import { tracedFetch } from '#platform/tracing/traced-fetch.ts';
import { sessionCookieName } from './session-cookie.ts';
import { wirePredecessor } from './wire-predecessor.ts';

/** What an application may be given at most, and ID tokens as hints long after they have expired. */
const longestApplicationTokenSeconds = 86_400;

/** A retired key must verify until the last JWT it signed has expired. */
function longestJwtSeconds({ tokens, cookies }: Config): number {
  const lifetimes = [tokens.accessSeconds, tokens.slidingRefreshSeconds, cookies.roleCookieSeconds];
  return Math.max(...lifetimes, longestApplicationTokenSeconds) + tokens.leewaySeconds;
}

/** What every service stands on. */
export interface Ground {
  config: Config;
  database: Database;
  clock: Clock;
  /** Told where the time goes. */
  spans?: Spans;
  onBackgroundError: (error: unknown) => void;
  /** Told the links of mails that a server under development does not send. */
  print?: ((line: string) => void) | undefined;
  /** Replaces how addresses that clients name are fetched. For tests only. */
  fetch?: Fetch | undefined;
}

/** Services of higher rungs that ports of lower ones lead to. */
interface Later {
  mfa?: MfaService;
  signIn?: SignInServiceForApp;
  services?: ServiceService;
  tokens?: TokenService;
  oauth?: OauthServiceForApp;
}

function present<T>(service: T | undefined): T {
  if (service === undefined) throw new TypeError('A port was used before every service was built');
  return service;
}

/** Rungs 1 and 2: what happened, what is told, what signs, and who may. */
function wireFoundation(ground: Ground, later: Later) {
  const { config, database, clock, spans = noSpans, onBackgroundError } = ground;
  const newId = createIds(clock);
  const sealer = createSealer(config.secrets.master);
  const statistics = createStatisticsService({ database, clock, onBackgroundError });
  const usage = statistics;
  const audit = createAuditService({ database, clock, newId, sealer, usage });
  const events = createEventService({ clock });
  const base = { database, clock, spans, newId, sealer, audit, events, usage, onBackgroundError };
  const { algorithm, signingKey } = config.tokens;
  const keys = createKeyService({
    ...base,
    config: { algorithm, signingKey, keepRetiredSeconds: longestJwtSeconds(config) },
  });
  const limits = createLimitService({ ...base, isOn: config.limits.isOn });
  const captcha = createCaptcha({ ...base, config: config.captcha });
  const mail = createMailService({
    ...{ ...base, config: config.mail, publicUrl: config.server.url, onError: onBackgroundError },
    ...(ground.print && { print: ground.print }),
  });
  const idempotency = createIdempotencyService(base);
  const beyondReach: AccessPorts['beyondReach'] = (...args) => present(later.services).beyondReach(...args);
  return {
    ...base,
    statistics,
    limits,
    captcha,
    mail,
    idempotency,
    keys,
    access: createAccessService({ ...base, ports: { beyondReach } }),
  };
}

type Foundation = ReturnType<typeof wireFoundation>;

/** Addresses that clients name: nothing of the own network, except where developers try things out. */
const outboundLimits = { timeoutMs: 5_000, maxBytes: 256 * 1024 };

function endingFamilies(later: Later): SessionPorts['endFamilies'] {
  return async (...ending) => {
    const [tx, sessionIds, reason] = ending;
    await present(later.tokens).endFamilies(...ending);
    await present(later.oauth).endSessions(tx, sessionIds, reason);
  };
}

/** Rungs 3 to 6. What a lower one must tell a higher one goes through a port, in the same transaction. */
function wireIdentity({ config, fetch: outbound }: Ground, foundation: Foundation, later: Later) {
  const endClient: ApplicationPorts['endClient'] = (...args) => present(later.oauth).endClient(...args);
  const tokenPorts: TokenPorts = {
    isClientTokenLive: (token) => present(later.oauth).isClientTokenLive(token),
    findStoredAccess: (token) => present(later.oauth).findStoredAccess(token),
  };
  const applications = createApplicationService({
    ...foundation,
    config: { isProduction: config.isProduction, registration: config.oauth.applicationRegistration },
    ports: {
      endClient,
      isForeignHash: (encoded) => passwords.bulk.isReadable(encoded),
      verifyForeign: (secret, encoded) => passwords.verifyHash(secret, encoded),
    },
  });
  const services = createServiceService(foundation);
  later.services = services;
  const endEverything: PasswordPorts['endEverything'] = async (tx, act, ending) => {
    const { userId, reason, keepSessionId } = ending;
    if (reason === 'user_deleted') {
      await applications.releaseOwned(tx, act, userId);
      await emitLostAccess({ ...foundation, services }, tx, userId);
    }
    await sessions.endAll(tx, act, userId, reason, keepSessionId);
    await present(later.mfa).forgetDevicesOf(tx, userId);
    await present(later.signIn).forgetPendingOf(tx, userId);
    await present(later.tokens).revokeApiTokensOf(tx, act, userId);
  };

  const users = createUserService({ ...foundation, ports: { endEverything } });
  const publicUrl = config.server.url;
  const predecessor = wirePredecessor(config, { ...foundation, users }, outbound);
  const passwords = createPasswordService({
    ...{ ...foundation, users, publicUrl, ports: { endEverything, arrive: predecessor.arrive } },
    config: config.passwords,
    limits: config.limits,
    emailVerification: config.signIn.emailVerification,
  });
  const sessions = createSessionService({
    ...{ ...foundation, users, publicUrl },
    ...{ tellsOfNewDevices: config.signIn.tellsOfNewDevices, idleSeconds: config.cookies.idleSeconds },
    ports: { endFamilies: endingFamilies(later), endOutsideSessions: predecessor.cutOff },
  });
  const mfa = wireFactors(config, { ...foundation, users, sessions });
  later.mfa = mfa;
  const tokens = createTokenService({
    ...{ ...foundation, users, passwords, predecessor, mfa, sessions, services, config: config.tokens },
    ports: tokenPorts,
  });
  later.tokens = tokens;
  const people = { users, passwords, predecessor, mfa, sessions, tokens };
  const identity = { ...foundation, applications, services, ...people };
  const { oauth, logouts } = wireOauth(config, identity, outbound);
  later.oauth = oauth;
  const transfer = createTransferService({ ...identity, oauth, ports: { endEverything } });
  return { ...identity, transfer, oauth, logouts };
}

type FactorGround = Foundation & { users: UserService; sessions: SessionService };

function wireFactors(config: Config, ground: FactorGround): MfaService {
  return createMfaService({
    ...{ ...ground, publicUrl: config.server.url },
    config: {
      ...config.factors,
      hasPasskeys: config.signIn.hasPasskeys,
      failuresAllowed: config.limits.accountFailures,
    },
    ports: { endSessions: (...ending) => ground.sessions.endAll(...ending) },
  });
}

type OauthGround = Foundation &
  Pick<
    Parameters<typeof createOauthService>[0],
    'applications' | 'services' | 'users' | 'passwords' | 'sessions' | 'mfa' | 'tokens'
  >;

function wireOauth(config: Config, ground: OauthGround, outbound: Fetch | undefined) {
  const { url: publicUrl } = config.server;
  const guarded = outbound ?? createGuardedFetch({ ...outboundLimits, allowLoopback: !config.isProduction });
  const fetch = tracedFetch(ground.spans, guarded);
  const logouts = createLogoutDelivery({
    ...{ ...ground, fetch, issuer: publicUrl, onError: ground.onBackgroundError },
  });
  const oauth = createOauthService({
    ...{ ...ground, fetch, logouts },
    config: { ...config, publicUrl, sessionCookieName: sessionCookieName(config) },
    loadPages: async () => (await import('#modules/login/pages')).createEnginePages(),
  });
  return { oauth, logouts };
}

/** What webhooks answer is thrown away unread: it may be of any length. */
const webhookLimits = { timeoutMs: 10_000, maxBytes: Number.MAX_SAFE_INTEGER };

function wireWebhooks({ config, fetch: outbound }: Ground, foundation: Foundation) {
  const { isProduction } = config;
  const guarded = outbound ?? createGuardedFetch({ ...webhookLimits, allowLoopback: !isProduction });
  const onError = foundation.onBackgroundError;
  return createWebhookService({ ...foundation, fetch: guarded, config: { isProduction }, onError });
}

/** Constructs every service in ladder order. */
export function wireServices(ground: Ground) {
  const { config } = ground;
  const later: Later = {};
  const foundation = wireFoundation(ground, later);
  const identity = wireIdentity(ground, foundation, later);
  const login = createLoginService({
    ...identity,
    headerTypes: config.tokens.headerTypes,
  });
  const ownAccounts = createOwnAccounts({
    ...identity,
    config: { ...config, publicUrl: config.server.url },
    ports: { forgetPendingOf: (tx, userId) => present(later.signIn).forgetPendingOf(tx, userId) },
  });
  const account = createAccountService({
    ...{ ...identity, isSignUpOpen: config.signUp.isOpen, email: ownAccounts.email },
    emailVerification: config.signIn.emailVerification,
    config: { ...config, publicUrl: config.server.url },
  });
  const signIn = createSignInService({
    ...identity,
    config: { ...config.signIn, ...config.factors, sessionSeconds: config.cookies.sessionSeconds },
  });
  later.signIn = signIn;
  const decisions = createDecisionService(identity);
  const accessReview = createAccessReviewService(identity);
  const feed = createFeedService({ ...identity, config: { longestTokenSeconds: longestJwtSeconds(config) } });
  const overview = createOverviewService(identity);
  const webhooks = wireWebhooks(ground, foundation);
  const own = { login, signIn, ownAccounts, account };
  return { ...identity, ...own, decisions, accessReview, feed, overview, webhooks };
}

export type WiredServices = ReturnType<typeof wireServices>;
