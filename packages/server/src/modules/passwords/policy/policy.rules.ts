import { maxPasswordBytes } from '../hashing/password-hasher.ts';
import type { Strength } from '../hashing/hash-work.ts';
import type { About } from '../passwords.types.ts';
import { findSimilarAttribute } from './similarity.rules.ts';

export interface PolicyLimits {
  /** Characters. */
  minLength: number;
  /** zxcvbn score, 0 to 4. */
  minStrength: number;
}

/** Why a text cannot be a password at all; nothing else is worth saying about it then. */
export function findImpossibility(password: string): string | undefined {
  if (!password.isWellFormed()) return 'This password contains characters that are not valid.';
  if (Buffer.byteLength(password) > maxPasswordBytes) {
    return `This password is too long. It may contain at most ${maxPasswordBytes} bytes.`;
  }
  return undefined;
}

function tooShort(minLength: number): string {
  const characters = minLength === 1 ? 'character' : 'characters';
  return `This password is too short. It must contain at least ${minLength} ${characters}.`;
}

/**
 * Every reason against a password, in the order and the words of Django's validators
 * (contracts/django-easyjwt.md, create-user errors). The strength is named only when nothing else is
 * wrong: it would say the same again.
 */
export function findWeaknesses(
  password: string,
  about: About,
  { strength, limits }: { strength: Strength; limits: PolicyLimits },
): string[] {
  const reasons: string[] = [];
  const similar = findSimilarAttribute(password, about);
  if (similar !== undefined) reasons.push(`The password is too similar to the ${similar}.`);
  if ([...password].length < limits.minLength) reasons.push(tooShort(limits.minLength));
  if (strength.isCommon) reasons.push('This password is too common.');
  if (/^\p{Nd}+$/u.test(password)) reasons.push('This password is entirely numeric.');
  if (reasons.length === 0 && strength.score < limits.minStrength) {
    reasons.push('This password is too easy to guess. Use more words or less usual characters.');
  }
  return reasons;
}
