/**
 * Which of these media types an Accept header likes best (RFC 9110 section 12.5.1); the first of them when
 * it likes several as much, does not say, or likes none: whoever asks gets something they can look at.
 */
export function preferredType(accept: string | undefined, offered: readonly [string, ...string[]]): string {
  const ranges = (accept ?? '*/*').split(',').map((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const weight = parameters.find((parameter) => /^q\s*=/.test(parameter))?.replace(/^q\s*=\s*/, '');
    return { type, weight: weight === undefined ? 1 : Number(weight) || 0 };
  });
  const weightOf = (offer: string): number => {
    const [main = ''] = offer.split('/');
    const fitting = [offer, `${main}/*`, '*/*'].map((name) => ranges.find(({ type }) => type === name));
    return fitting.find((range) => range !== undefined)?.weight ?? 0;
  };
  return [...offered].sort((a, b) => weightOf(b) - weightOf(a))[0] ?? offered[0];
}
