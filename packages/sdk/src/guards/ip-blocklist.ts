import type { GuardDecision, GuardRefusal } from '../types.ts';
import { isPromise } from '../authentication/is-promise.ts';
import { formatAddress, matcherOf, parseAddress, type Address } from './address-range.ts';
import { allowedWith } from './decision.ts';
import { described } from './describe.ts';
import type { CommonGuard } from './requirements.ts';

const blocked: GuardRefusal = Object.freeze({
  isAllowed: false,
  status: 403,
  code: 'address_blocked',
  reason: 'Requests from your address are not accepted.',
  outlook: 'refuses',
});

const unknownAddress: GuardRefusal = Object.freeze({
  isAllowed: false,
  status: 403,
  code: 'address_unknown',
  reason: 'The address of the request is not known.',
  outlook: 'refuses',
  isUndecidable: true,
});

/**
 * Refuses requests from these addresses: a list of addresses and CIDR ranges, or a function that looks one up, such
 * as in a table. Where the framework does not know the address, nobody passes. `not(ipBlocklist([...]))` lets in
 * those addresses alone.
 */
export function ipBlocklist(
  list: readonly string[] | ((address: string) => boolean | Promise<boolean>),
): CommonGuard {
  const isBlocked = typeof list === 'function' ? lookedUp(list) : matcherOf(list);
  const decide = (isIn: boolean): GuardDecision => (isIn ? blocked : allowedWith('allows'));
  return described('address not blocked', ({ address }) => {
    const parsed = address === undefined ? undefined : parseAddress(address);
    if (parsed === undefined) return unknownAddress;
    const isIn = isBlocked(parsed);
    return isPromise(isIn) ? isIn.then(decide) : decide(isIn);
  });
}

/** Asks for every address in its one form: sockets for both families name IPv4 ones as ::ffff:1.2.3.4. */
function lookedUp<T>(lookUp: (address: string) => T): (address: Address) => T {
  return (address) => lookUp(formatAddress(address));
}
