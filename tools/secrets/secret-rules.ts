/** A kind of secret, and how it looks. The group `value` is the secret itself. */
export interface SecretRule {
  name: string;
  pattern: RegExp;
  /** Whether what was found is prose, code, or plainly made up by whoever wrote the test that it is in. */
  isHarmless?: (value: string, isTest: boolean) => boolean;
}

/** Bits for each character of a text, by how often each of its characters comes. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce(
    (sum, count) => sum - (count / text.length) * Math.log2(count / text.length),
    0,
  );
}

/** Words with something between them: fine as the password of somebody in a test. */
const isPhrase = (value: string): boolean => /^[a-z0-9]+(?:[-/][a-z0-9]+){2,}$/i.test(value);

/** The first part of a signed token, which says how it is signed. */
const isTokenHeader = (value: string): boolean => /^eyJ[\w-]+$/.test(value);

/** Words, names and calls have fewer bits for each character than what a generator made, or no digit. */
const looksSpoken = (value: string): boolean => entropyOf(value) < 3.5 || !/\d/.test(value);

/** A part that a program fills in. */
const isTemplate = (value: string): boolean => /[${}<>]/.test(value);

export const secretRules: readonly SecretRule[] = [
  {
    name: 'private key',
    pattern: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----(?:\s|\\n)+(?<value>[\w+/=]{20,})/g,
  },
  { name: 'private JWK', pattern: /["']?\bd["']?\s*:\s*["'](?<value>[\w-]{40,})["']/g },
  { name: 'signed token', pattern: /(?<value>\beyJ[\w-]{10,}\.eyJ[\w-]{4,}\.[\w-]{20,})/g },
  { name: 'token of Ostiary', pattern: /\b(?<value>(?:ocs|osk|ort|ost)_[\w-]{40,})/g },
  { name: 'signing secret of a webhook', pattern: /\b(?<value>whsec_[\w+/=-]{24,})/g },
  {
    name: 'token of a hosting service',
    pattern:
      /\b(?<value>gh[opsur]_\w{30,}|github_pat_\w{20,}|npm_\w{30,}|glpat-[\w-]{20,}|AKIA[0-9A-Z]{16}|xox[abprs]-[\w-]{10,}|[rs]k_live_\w{16,}|AIza[\w-]{35})/g,
  },
  {
    name: 'password in an address',
    pattern: /\b[a-z][a-z+]*:\/\/[^\s/:@'"`<>?#]*:(?<value>[^\s/@'"`<>?#]+)@/g,
    isHarmless: (value, isTest) => isTemplate(value) || (isTest && value.length < 12),
  },
  {
    name: 'assigned secret',
    pattern:
      /(?:passw(?:or)?d|secret|token|api_?key|credential|master_?key)["']?\s*[:=]\s*["'`]?(?<value>[\w!+/=~-]{16,})/gi,
    isHarmless: (value, isTest) => looksSpoken(value) || isTokenHeader(value) || (isTest && isPhrase(value)),
  },
];
