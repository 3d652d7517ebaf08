import { domainToASCII } from 'node:url';
import { foldText } from './folding.rules.ts';
import { hasHiddenCharacters, isOneScript } from './scripts.rules.ts';

/** RFC 5321 section 4.5.3.1.3 leaves 254 characters for an address. */
const maxEmailLength = 254;
const maxLocalLength = 64;

/** The dot-atom of RFC 5322 section 3.2.3, with the letters of RFC 6531; no quoted strings. */
const localPattern = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const typedDomainPattern = /^[\p{L}\p{M}\p{N}.-]+$/u;
/**
 * Names that stay as they are but for case: of ASCII, no encoded label, and nothing at the end that could be
 * a number, which the URL standard would read as an address.
 */
const plainDomainPattern = /^(?!.*xn--)(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*$/i;
const asciiLabelPattern = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

export interface EmailAddress {
  /** Lower case, as it is stored and shown. */
  email: string;
  /** What is unique: folded local part, domain in its ASCII form (RFC 5891). */
  key: string;
}

/** The ASCII form of a domain name, or undefined when it is none; an address literal is none. */
function asciiDomain(typed: string): string | undefined {
  if (!typedDomainPattern.test(typed)) return undefined;
  const domain = plainDomainPattern.test(typed) ? typed.toLowerCase() : domainToASCII(typed);
  const labels = domain.split('.');
  if (domain.length > 253 || !labels.every((label) => asciiLabelPattern.test(label))) return undefined;
  if (domain === 'localhost') return domain;
  return labels.length > 1 && !/^\d+$/.test(labels.at(-1) ?? '') ? domain : undefined;
}

/** Whether two addresses that were accepted are the same, however they are written. */
export function isSameEmail(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return false;
  return a === b || readEmail(a)?.key === readEmail(b)?.key;
}

/** Reads an address as somebody typed it; undefined when it is none that Ostiary accepts. */
export function readEmail(typed: string): EmailAddress | undefined {
  if (typed.length > 2 * maxEmailLength || hasHiddenCharacters(typed.trim())) return undefined;
  const parts = typed.trim().normalize('NFKC').split('@');
  const [local, domain] = parts;
  if (parts.length !== 2 || local === undefined || domain === undefined) return undefined;
  const ascii = asciiDomain(domain);
  if (ascii === undefined || !localPattern.test(local) || !isOneScript(local)) return undefined;
  if (!domain.split('.').every(isOneScript)) return undefined;
  const email = `${local}@${domain}`.toLowerCase();
  const key = `${foldText(local)}@${ascii}`;
  const isTooLong =
    email.length > maxEmailLength || key.length > maxEmailLength || local.length > maxLocalLength;
  return isTooLong ? undefined : { email, key };
}
