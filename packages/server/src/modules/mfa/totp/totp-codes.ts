import type { TOTP } from 'otpauth';
import { randomBuffer } from '#platform/random.ts';

/** RFC 6238 as every authenticator app has it: SHA-1, six digits, steps of 30 seconds. */
const terms = { algorithm: 'SHA1', digits: 6, period: 30 } as const;

/** One step before and after the present one, for clocks that differ (RFC 6238 section 5.2). */
const window = 1;

/** 160 bits, as RFC 4226 section 4 recommends. */
const secretBytes = 20;

/** Loaded when the first app is set up or asked for a code: few people have one, and every server has to hold it. */
function load(): Promise<typeof import('otpauth')> {
  return import('otpauth');
}

export interface Labels {
  /** Whom the account is with. */
  issuer: string;
  /** Whose it is there. */
  account: string;
}

async function totpOf(secret: string, labels?: Labels): Promise<TOTP> {
  const { Secret, TOTP } = await load();
  const { issuer = '', account = '' } = labels ?? {};
  return new TOTP({ ...terms, issuer, label: account, secret: Secret.fromBase32(secret) });
}

/** Base32 (RFC 4648 section 6) without padding. */
export async function newSecret(): Promise<string> {
  const { Secret } = await load();
  const bytes = Uint8Array.from(randomBuffer(secretBytes));
  return new Secret({ buffer: bytes.buffer }).base32;
}

/** The address that a QR code holds: the key URI format of authenticator apps. */
export async function uriOf(secret: string, labels: Labels): Promise<string> {
  return (await totpOf(secret, labels)).toString();
}

/** The time step that a code is of, near a time in epoch milliseconds; undefined for one that is not of this secret. */
export async function stepOf(secret: string, code: string, at: number): Promise<number | undefined> {
  const totp = await totpOf(secret);
  const delta = totp.validate({ token: code, timestamp: at, window });
  return delta === null ? undefined : totp.counter({ timestamp: at }) + delta;
}
