import { problem, type Problem } from './config.problems.ts';
import type { ReadSettings } from './read-settings.ts';

const minKeyBytes = 32;

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

function isSafeAddress(text: string, isProduction: boolean): boolean {
  const url = new URL(text);
  const isSecret = url.protocol === 'https:' || (isLoopback(url) && !isProduction);
  return isSecret && url.username === '' && url.password === '' && url.hash === '';
}

function addressProblems(values: ReadSettings): Problem[] {
  const addresses = [
    ['OSTIARY_PREDECESSOR_TOKEN_URL', values.get('predecessor.tokenUrl')],
    ['OSTIARY_PREDECESSOR_USER_URL', values.get('predecessor.userUrl')],
  ] as const;
  return addresses.flatMap(([setting, address]) =>
    address === null || isSafeAddress(address, values.get('isProduction'))
      ? []
      : [problem('CFG-E021', setting, `${setting} is not an address that passwords can be sent to.`)],
  );
}

function keyProblems(values: ReadSettings): Problem[] {
  const setting = 'OSTIARY_PREDECESSOR_KEY';
  const key = values.get('predecessor.key');
  if (key === null) return [];
  const bytes = Buffer.byteLength(key);
  if (bytes < minKeyBytes) {
    return [
      problem('CFG-E022', setting, `${setting} has ${bytes} bytes; at least ${minKeyBytes} are needed.`),
    ];
  }
  // Whoever knows a token of the one could make or open what belongs to the other.
  const own = [values.get('secrets.master'), values.get('tokens.signingKey')];
  if (own.includes(key)) return [problem('CFG-E022', setting, `${setting} is a secret of Ostiary as well.`)];
  return [problem('CFG-W011', setting, 'Tokens of the predecessor are accepted.')];
}

/** Whoever is known here is not asked about there. */
function strangersProblems(values: ReadSettings): Problem[] {
  const isOpen = values.get('signUp.isOpen') && values.get('signIn.emailVerification') !== 'required';
  if (values.get('predecessor.tokenUrl') === null || !isOpen) return [];
  return [problem('CFG-W012', 'OSTIARY_SIGN_UP', 'Strangers can sign up with addresses of the predecessor.')];
}

/** What is wrong with the settings of the service before this one. Pure. */
export function checkPredecessor(values: ReadSettings): Problem[] {
  const problems = [...addressProblems(values), ...keyProblems(values), ...strangersProblems(values)];
  const isAsked = values.get('predecessor.tokenUrl') !== null;
  const isUsed = isAsked || values.get('predecessor.key') !== null;
  const setting = 'OSTIARY_PREDECESSOR_UNTIL';
  const hasBadEnd = values.problems.some((one) => one.setting === setting);
  if (isUsed && values.get('predecessor.until') === null && !hasBadEnd) {
    problems.push(problem('CFG-E020', setting, `There is a predecessor, but ${setting} is not set.`));
  }
  if (values.get('predecessor.userUrl') !== null && !isAsked) {
    const message = 'OSTIARY_PREDECESSOR_USER_URL is set without OSTIARY_PREDECESSOR_TOKEN_URL.';
    problems.push(problem('CFG-E023', 'OSTIARY_PREDECESSOR_USER_URL', message));
  }
  return problems;
}
