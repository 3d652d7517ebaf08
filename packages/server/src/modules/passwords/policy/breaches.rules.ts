/**
 * Whether the rest of a hash is in an answer of the range API of Have I Been Pwned: lines of `<35 digits>:<how often>`.
 * Lines that are there for padding count 0.
 */
export function isInRange(answer: string, rest: string): boolean {
  return answer.split(/\r?\n/).some((line) => {
    const [digits, count = ''] = line.split(':');
    return digits?.toUpperCase() === rest && /^[1-9]/.test(count);
  });
}
