import { plainUrl } from '../address.kinds.ts';
import { choice, directory, duration, flag, list, text, wholeNumber } from '../setting.kinds.ts';
import type { Kind, SettingsOf } from '../setting.types.ts';

const daySeconds = 86_400;

const smtpExample = 'smtp://user:password@host:587';
const anySmtpUrl = plainUrl(['smtp:', 'smtps:'], smtpExample);

/** What follows a percent sign are two digits each, and all together UTF-8. */
function isEncodedWell(part: string): boolean {
  try {
    decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}

/** Nothing but where, who, and whether TLS has to be. */
function isWholeSmtpUrl(value: string): boolean {
  const { pathname, search, hash, username, password } = new URL(value);
  const isPlain = /^\/?$/.test(pathname) && hash === '' && /^(?:\?tls=(?:required|optional))?$/.test(search);
  return isPlain && isEncodedWell(username) && isEncodedWell(password);
}

const smtpUrl: Kind<string> = {
  ...anySmtpUrl,
  parse(value, context) {
    const parsed = anySmtpUrl.parse(value, context);
    if (!('value' in parsed) || isWholeSmtpUrl(value)) return parsed;
    return {
      expected: `a URL such as ${smtpExample}, with nothing behind it but ?tls=required or ?tls=optional`,
    };
  },
};

const sender: Kind<string> = {
  description: 'address, or name with address: `Ostiary <id@example.org>`',
  parse: (value) =>
    /^(?:[^<>\r\n"]+<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(value)
      ? { value }
      : { expected: 'an address such as id@example.org, or Ostiary <id@example.org>' },
};

export const mailSettings: SettingsOf<'mail'> = {
  'mail.smtpUrl': {
    env: 'OSTIARY_SMTP_URL',
    kind: smtpUrl,
    default: { value: null },
    description:
      'The mail server. `smtps://` speaks TLS from the start; `smtp://` changes to it if it can, and has to where ' +
      'it sends a password, unless `?tls=optional` stands behind it.',
    example: 'smtp://ostiary:secret@mail.example.org:587',
    since: '0.1.0',
    isSecret: true,
    isShownAsAddress: true,
  },
  'mail.transport': {
    env: 'OSTIARY_MAIL',
    kind: choice(['smtp', 'console', 'off']),
    default: {
      description: '`smtp` with OSTIARY_SMTP_URL; else `console`, and in production `off`',
      derive: (values) => {
        if (values.get('mail.smtpUrl') !== null) return 'smtp';
        return values.get('isProduction') ? 'off' : 'console';
      },
    },
    description:
      'How mail is sent. `console` prints its links and shows it at `/dev/mail`, to this machine alone.',
    example: 'smtp',
    since: '0.1.0',
  },
  'mail.from': {
    env: 'OSTIARY_MAIL_FROM',
    kind: sender,
    default: {
      description: '`Ostiary <no-reply@…>` with the host of the public URL',
      derive: (values) => `Ostiary <no-reply@${new URL(values.get('server.url')).hostname}>`,
    },
    description: 'The sender of every mail.',
    example: 'Ostiary <id@example.org>',
    since: '0.1.0',
  },
  'mail.templates': {
    env: 'OSTIARY_MAIL_TEMPLATES',
    kind: directory,
    default: { value: null },
    description: 'A directory with templates that replace those of Ostiary; see the guide on mail.',
    example: '/etc/ostiary/mail',
    since: '0.1.0',
  },
};

export const signInSettings: SettingsOf<'signIn'> = {
  'signIn.emailVerification': {
    env: 'OSTIARY_EMAIL_VERIFICATION',
    kind: choice(['off', 'optional', 'required']),
    default: {
      description: '`optional` where mail is sent, else `off`',
      derive: (values) => (values.get('mail.transport') === 'off' ? 'off' : 'optional'),
    },
    description:
      'Whether a new email address is to be confirmed by a link. `required`: no sign-in before, and signing up ' +
      'does not tell whether an address has an account.',
    example: 'required',
    since: '0.1.0',
  },
  'signIn.byMailedLink': {
    env: 'OSTIARY_SIGN_IN_LINK',
    kind: flag,
    default: { value: false },
    description: 'Signing in by a link that is mailed.',
    example: 'on',
    since: '0.1.0',
  },
  'signIn.byMailedCode': {
    env: 'OSTIARY_SIGN_IN_CODE',
    kind: flag,
    default: { value: false },
    description: 'Signing in by a code of six digits that is mailed.',
    example: 'on',
    since: '0.1.0',
  },
  'signIn.hasPasskeys': {
    env: 'OSTIARY_PASSKEYS',
    kind: flag,
    default: { value: true },
    description: 'Signing in by passkey, and passkeys as second factor.',
    example: 'off',
    since: '0.1.0',
  },
  'signIn.tellsOfNewDevices': {
    env: 'OSTIARY_NEW_DEVICE_NOTICE',
    kind: flag,
    default: { value: true },
    description: 'A mail when an account is signed in to from a device that it was not before.',
    example: 'off',
    since: '0.1.0',
  },
};

export const factorSettings: SettingsOf<'factors'> = {
  'factors.requiredRoles': {
    env: 'OSTIARY_FACTOR_ROLES',
    kind: list(text, { isEmptyAllowed: true }),
    default: { value: [] },
    description: 'Roles whose holders need a second factor.',
    example: 'owner,admin',
    since: '0.1.0',
  },
  'factors.graceSeconds': {
    env: 'OSTIARY_FACTOR_GRACE',
    kind: duration(0),
    default: { value: 7 * daySeconds },
    description:
      'How long they may still sign in without one, from the first sign-in at which it was asked for.',
    example: '14d',
    since: '0.1.0',
  },
  'factors.trustedSeconds': {
    env: 'OSTIARY_TRUSTED_DEVICE_LIFETIME',
    kind: duration(0),
    default: { value: 30 * daySeconds },
    description: 'How long a browser that was trusted need not show a second factor; 0 for never.',
    example: '7d',
    since: '0.1.0',
  },
  'factors.stepUpSeconds': {
    env: 'OSTIARY_STEP_UP_AGE',
    kind: duration(30),
    default: { value: 900 },
    description: 'How old the proof of who somebody is may be for sensitive acts, such as changing factors.',
    example: '5m',
    since: '0.1.0',
  },
};

export const ownAccountSettings: SettingsOf<'account' | 'captcha'> = {
  'account.deletionGraceSeconds': {
    env: 'OSTIARY_DELETION_GRACE',
    kind: duration(0),
    default: { value: 30 * daySeconds },
    description: 'From the wish to delete an account to its deletion; until then it can be taken back.',
    example: '14d',
    since: '0.1.0',
  },
  'captcha.kind': {
    env: 'OSTIARY_CAPTCHA',
    kind: choice(['off', 'proof-of-work']),
    default: { value: 'off' },
    description:
      'What a browser must do before it may sign up or ask for mail. `proof-of-work` needs JavaScript and no third party.',
    example: 'proof-of-work',
    since: '0.1.0',
  },
  'captcha.bits': {
    env: 'OSTIARY_CAPTCHA_BITS',
    kind: wholeNumber(8, 26),
    default: { value: 17 },
    description: 'How hard the proof of work is: each bit doubles it; 17 takes a phone about a second.',
    example: '18',
    since: '0.1.0',
  },
};
