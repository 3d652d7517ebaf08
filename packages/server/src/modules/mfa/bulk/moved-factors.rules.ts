import type { FieldError } from '#platform/errors.ts';
import { factorName } from '../totp/totp.rules.ts';
import type { MovedFactors, MovedPasskey, MovedTotp } from './mfa.bulk.types.ts';

const maxTotp = 5;
const maxPasskeys = 20;
const maxCodes = 20;

/** RFC 4226 section 4 asks for 128 bits; some systems made 80. */
const secretPattern = /^[A-Z2-7]{16,128}$/;
const credentialIdPattern = /^[\w-]{1,1364}$/;
const publicKeyPattern = /^[\w-]{1,2000}$/;
const aaguidPattern = /^$|^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const transportPattern = /^[a-z-]{1,32}$/;

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

function field(path: string, isGood: boolean, message: string): FieldError[] {
  return isGood ? [] : [{ path, message }];
}

function describeTotp({ name, secret, lastStep }: MovedTotp, at: string): FieldError[] {
  return [
    ...field(`${at}.name`, name === factorName(name, name), 'Use a line of at most 60 visible characters.'),
    ...field(`${at}.secret`, secretPattern.test(secret), 'Write the secret in base32, without padding.'),
    ...field(`${at}.last_step`, isCount(lastStep), 'Must be a whole number.'),
  ];
}

function describePasskey(passkey: MovedPasskey, at: string): FieldError[] {
  const { id, name, publicKey, signCount, transports, aaguid } = passkey;
  return [
    ...field(`${at}.id`, credentialIdPattern.test(id), 'Write the credential id in base64url.'),
    ...field(`${at}.name`, name === factorName(name, name), 'Use a line of at most 60 visible characters.'),
    ...field(`${at}.public_key`, publicKeyPattern.test(publicKey), 'Write the COSE key in base64url.'),
    ...field(`${at}.sign_count`, isCount(signCount), 'Must be a whole number.'),
    ...field(
      `${at}.transports`,
      transports.length <= 10 && transports.every((word) => transportPattern.test(word)),
      'Give at most 10 words of small letters.',
    ),
    ...field(`${at}.aaguid`, aaguidPattern.test(aaguid), 'Must be a UUID in lower case.'),
  ];
}

/** One FieldError for each fact that nobody can have. Pure. */
export function describeFactors({ totp, passkeys, recoveryCodes }: MovedFactors): FieldError[] {
  const codes = new Set(recoveryCodes);
  const ids = new Set(passkeys.map(({ id }) => id));
  return [
    ...field('totp', totp.length <= maxTotp, `Give at most ${String(maxTotp)}.`),
    ...field('passkeys', passkeys.length <= maxPasskeys, `Give at most ${String(maxPasskeys)}.`),
    ...field('passkeys', ids.size === passkeys.length, 'One of them is here twice.'),
    ...field('recovery_codes', recoveryCodes.length <= maxCodes, `Give at most ${String(maxCodes)}.`),
    ...field('recovery_codes', codes.size === recoveryCodes.length, 'One of them is here twice.'),
    ...totp.flatMap((one, index) => describeTotp(one, `totp.${String(index)}`)),
    ...passkeys.flatMap((one, index) => describePasskey(one, `passkeys.${String(index)}`)),
  ];
}
