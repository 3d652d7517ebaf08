import type { MovedFactors, MovedPasskey, MovedTotp } from '#modules/mfa';
import {
  flag,
  listOf,
  objects,
  readFields,
  text,
  texts,
  time,
  wholeNumber,
} from '../../records/fields.rules.ts';
import type { EntryProblem } from '../../records/records.types.ts';
import { keyedHash, type KeyedHash } from '../keyed-hash.rules.ts';
import type { Reading } from '../kind.types.ts';
import { userReference, type UserReference } from '../user-reference.rules.ts';

/** All that somebody has to show beside a password. */
export interface FactorEntry {
  kind: 'factor';
  user: UserReference;
  factors: Pick<MovedFactors, 'totp' | 'passkeys'>;
  recoveryCodes: KeyedHash[];
}

const factorReaders = {
  type: text,
  user: userReference,
  totp: objects({
    ...{ name: text, secret: text, last_step: wholeNumber },
    ...{ created_at: time, last_used_at: time },
  }),
  passkeys: objects({
    ...{ id: text, name: text, public_key: text, sign_count: wholeNumber, transports: texts, aaguid: text },
    ...{ is_synced: flag, created_at: time, last_used_at: time, cloned_at: time },
  }),
  recovery_codes: listOf(keyedHash),
};

type Read = ReturnType<typeof readFields<typeof factorReaders>>;

function totpOf(totp: NonNullable<Read['totp']>): MovedTotp[] {
  return totp.map((app) => ({
    name: app.name ?? 'Authenticator',
    secret: app.secret ?? '',
    lastStep: app.last_step ?? 0,
    createdAt: app.created_at ?? 0,
    lastUsedAt: app.last_used_at ?? null,
  }));
}

function passkeysOf(passkeys: NonNullable<Read['passkeys']>): MovedPasskey[] {
  return passkeys.map((passkey) => ({
    id: passkey.id ?? '',
    name: passkey.name ?? 'Passkey',
    publicKey: passkey.public_key ?? '',
    signCount: passkey.sign_count ?? 0,
    transports: passkey.transports ?? [],
    aaguid: passkey.aaguid ?? '',
    isSynced: passkey.is_synced ?? false,
    createdAt: passkey.created_at ?? 0,
    lastUsedAt: passkey.last_used_at ?? null,
    clonedAt: passkey.cloned_at ?? null,
  }));
}

/** Reads a line about somebody's second factors; whether they can be theirs is judged by the module of them. */
export function readFactor(object: Record<string, unknown>): Reading<FactorEntry> {
  const problems: EntryProblem[] = [];
  const {
    user,
    totp = [],
    passkeys = [],
    recovery_codes: recoveryCodes = [],
  } = readFields(factorReaders, object, problems);
  if (problems.length === 0 && user === undefined)
    problems.push({ code: 'request.invalid', path: 'user', message: 'A user is required.' });
  if (problems.length === 0 && totp.length + passkeys.length === 0)
    problems.push({ code: 'request.invalid', path: 'totp', message: 'An app or a passkey is required.' });
  if (user === undefined || problems.length > 0) return { problems };
  const factors = { totp: totpOf(totp), passkeys: passkeysOf(passkeys) };
  return { entry: { kind: 'factor', user, factors, recoveryCodes } };
}
