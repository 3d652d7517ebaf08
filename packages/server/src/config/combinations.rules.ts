import { problem, type Problem } from './config.problems.ts';
import { checkPredecessor } from './predecessor.rules.ts';
import type { ReadSettings } from './read-settings.ts';

type Check = (values: ReadSettings) => Problem[];

/** Settings that are right one by one and wrong together. Pure. */
export function checkCombinations(values: ReadSettings): Problem[] {
  return checks.flatMap((check) => check(values));
}

const minSharedKeyBytes = 32;

/** Names that tokens use for something else (RFC 7519 section 4.1, RFC 9068 section 2.2). */
const takenClaims = new Set(
  'iss aud exp nbf iat sid client_id scope auth_time acr amr roles permissions groups grant_id act cnf claims'.split(
    ' ',
  ),
);

const production: Check = (values) => {
  if (!values.get('isProduction')) return [];
  const problems: Problem[] = [];
  const hasBadSecret = values.problems.some(({ setting }) => setting === 'OSTIARY_SECRET');
  if (values.get('secrets.master') === '' && !hasBadSecret) {
    problems.push(
      problem('CFG-E004', 'OSTIARY_SECRET', 'OSTIARY_SECRET is not set, and this is production.'),
    );
  }
  const hasBadUrl = values.problems.some(({ setting }) => setting === 'OSTIARY_URL');
  if (values.get('server.url').startsWith('http:') && !hasBadUrl) {
    const origin = values.isGiven('server.url') ? 'is' : 'is not set, which means';
    const message = `OSTIARY_URL ${origin} ${values.get('server.url')}: passwords and tokens would travel in clear.`;
    problems.push(problem('CFG-E006', 'OSTIARY_URL', message));
  }
  if (!values.get('limits.isOn')) {
    const message = 'OSTIARY_RATE_LIMITS is off in production: passwords can be guessed without limit.';
    problems.push(problem('CFG-W002', 'OSTIARY_RATE_LIMITS', message));
  }
  if (!values.get('tokens.isRotating')) {
    problems.push(problem('CFG-W006', 'OSTIARY_ROTATE_REFRESH_TOKENS', 'Refresh tokens do not rotate.'));
  }
  return problems;
};

const sharedKey: Check = (values) => {
  if (values.get('tokens.algorithm') !== 'HS256') return [];
  const key = values.get('tokens.signingKey');
  const warning = problem('CFG-W001', 'OSTIARY_ALGORITHM', 'OSTIARY_ALGORITHM is HS256.');
  if (key === null) {
    const message = 'OSTIARY_ALGORITHM is HS256, but OSTIARY_SIGNING_KEY is not set.';
    return [problem('CFG-E008', 'OSTIARY_SIGNING_KEY', message), warning];
  }
  const bytes = Buffer.byteLength(key);
  if (bytes >= minSharedKeyBytes) return [warning];
  const message = `OSTIARY_SIGNING_KEY has ${bytes} bytes; HS256 needs ${minSharedKeyBytes}.`;
  return [problem('CFG-E009', 'OSTIARY_SIGNING_KEY', message), warning];
};

const lifetimes: Check = (values) => {
  const problems: Problem[] = [];
  const refreshSeconds = values.get('tokens.refreshSeconds');
  if (values.get('tokens.accessSeconds') >= refreshSeconds) {
    const message = 'Access tokens live as long as refresh tokens, or longer.';
    problems.push(problem('CFG-E011', 'OSTIARY_ACCESS_TOKEN_LIFETIME', message));
  }
  if (values.get('tokens.slidingSeconds') > values.get('tokens.slidingRefreshSeconds')) {
    const message = 'Sliding tokens live longer than they can be refreshed.';
    problems.push(problem('CFG-E012', 'OSTIARY_SLIDING_TOKEN_LIFETIME', message));
  }
  if (values.get('tokens.reuseWindowSeconds') >= refreshSeconds) {
    const message = 'The reuse window is as long as the refresh token lives, or longer.';
    problems.push(problem('CFG-E013', 'OSTIARY_REFRESH_REUSE_WINDOW', message));
  }
  return problems;
};

const claims: Check = (values) => {
  const names = [
    ['OSTIARY_USER_ID_CLAIM', values.get('tokens.claims.userId')],
    ['OSTIARY_TOKEN_TYPE_CLAIM', values.get('tokens.claims.tokenType')],
    ['OSTIARY_JTI_CLAIM', values.get('tokens.claims.tokenId')],
    ['OSTIARY_SLIDING_REFRESH_EXP_CLAIM', values.get('tokens.claims.slidingRefreshExp')],
  ] as const;
  return names.flatMap(([setting, name], index) => {
    const isRepeated = names.slice(0, index).some(([, earlier]) => earlier === name);
    // `sub` is the user's id anyway; any other standard claim would lose its own meaning.
    const isTaken =
      takenClaims.has(name) ||
      (name === 'sub' && setting !== 'OSTIARY_USER_ID_CLAIM') ||
      (name === 'jti' && setting !== 'OSTIARY_JTI_CLAIM');
    return isRepeated || isTaken
      ? [problem('CFG-E016', setting, `${setting}: the claim “${name}” is in use.`)]
      : [];
  });
};

const headerTypes: Check = (values) =>
  values.get('tokens.headerTypes').includes('Basic')
    ? [problem('CFG-W003', 'OSTIARY_AUTH_HEADER_TYPES', 'Basic authentication is accepted.')]
    : [];

const secureCookies: Check = (values) => {
  const url = new URL(values.get('server.url'));
  const isSecure = values.get('cookies.isSecure');
  if (url.protocol === 'https:' && !isSecure) {
    return [problem('CFG-W004', 'COOKIE_SECURE', 'COOKIE_SECURE is off although the public URL is https.')];
  }
  // Browsers treat localhost as a secure place.
  if (url.protocol === 'http:' && isSecure && url.hostname !== 'localhost') {
    return [problem('CFG-W007', 'COOKIE_SECURE', 'COOKIE_SECURE is on although the public URL is http.')];
  }
  return [];
};

const administrator: Check = (values) => {
  const hasName = values.get('administrator.email') !== null || values.get('administrator.username') !== null;
  const hasPassword = values.get('administrator.password') !== null;
  if (hasName === hasPassword) return [];
  const setting = hasName ? 'OSTIARY_ADMIN_PASSWORD' : 'OSTIARY_ADMIN_EMAIL';
  const missing = hasName ? 'a password' : 'an email or username';
  return [problem('CFG-W008', setting, `The settings name a first administrator without ${missing}.`)];
};

const dynamicRegistration: Check = (values) => {
  const mode = values.get('oauth.dynamicRegistration');
  const setting = 'OSTIARY_DYNAMIC_REGISTRATION';
  if (mode === 'token' && values.get('oauth.registrationToken') === null) {
    const message = 'OSTIARY_DYNAMIC_REGISTRATION is token, but OSTIARY_REGISTRATION_TOKEN is not set.';
    return [problem('CFG-E017', 'OSTIARY_REGISTRATION_TOKEN', message)];
  }
  if (mode !== 'open' || !values.get('isProduction')) return [];
  return [problem('CFG-W009', setting, 'Anybody may register OAuth applications.')];
};

const mail: Check = (values) => {
  const transport = values.get('mail.transport');
  if (transport === 'smtp' && values.get('mail.smtpUrl') === null) {
    const message = 'OSTIARY_MAIL is smtp, but OSTIARY_SMTP_URL is not set.';
    return [problem('CFG-E018', 'OSTIARY_SMTP_URL', message)];
  }
  if (transport === 'console' && values.get('isProduction')) {
    return [problem('CFG-W010', 'OSTIARY_MAIL', 'OSTIARY_MAIL is console, and this is production.')];
  }
  if (transport !== 'off') return [];
  const needs = [
    ['OSTIARY_EMAIL_VERIFICATION', values.get('signIn.emailVerification') !== 'off'],
    ['OSTIARY_SIGN_IN_LINK', values.get('signIn.byMailedLink')],
    ['OSTIARY_SIGN_IN_CODE', values.get('signIn.byMailedCode')],
  ] as const;
  return needs.flatMap(([setting, isOn]) =>
    isOn ? [problem('CFG-E019', setting, `${setting} needs mail, and no mail is sent.`)] : [],
  );
};

const checks: readonly Check[] = [
  production,
  sharedKey,
  lifetimes,
  claims,
  headerTypes,
  secureCookies,
  administrator,
  dynamicRegistration,
  mail,
  checkPredecessor,
];
