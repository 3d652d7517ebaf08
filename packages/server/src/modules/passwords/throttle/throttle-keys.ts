import { addressBucket } from '#modules/limits';
import { loginKey } from '#modules/users';
import type { Sealer } from '#platform/sealing.ts';

/** Under what one attempt is counted. Keyed hashes: the table lists neither people nor addresses. */
export interface ThrottleKeys {
  account: string;
  /** The account from one address; null when the address is not known. */
  pair: string | null;
  address: string | null;
}

/** Under what sign-ups from an address are counted. */
export function signUpKey(sealer: Sealer, address: string): string {
  return sealer.mac('sign-up-throttle', addressBucket(address)).toString('base64url');
}

/** Under what codes of devices that are entered from an address are counted. */
export function userCodeKey(sealer: Sealer, address: string): string {
  return sealer.mac('user-code-throttle', addressBucket(address)).toString('base64url');
}

/** The same keys for every way to write a login, whether or not there is such an account. */
export function throttleKeys(sealer: Sealer, login: string, address: string | null): ThrottleKeys {
  const mac = (text: string): string => sealer.mac('sign-in-throttle', text).toString('base64url');
  const { kind, key } = loginKey(login);
  const account = `${kind} ${key}`;
  const bucket = address === null ? null : addressBucket(address);
  return {
    account: mac(`account ${account}`),
    pair: bucket === null ? null : mac(`pair ${bucket} ${account}`),
    address: bucket === null ? null : mac(`address ${bucket}`),
  };
}
