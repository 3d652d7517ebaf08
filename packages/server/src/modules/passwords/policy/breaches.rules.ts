/**
 * Whether the rest of a hash is in an answer of the range API of Have I Been Pwned: lines of `<35 digits>:<how often>`.
 * Lines that are there for padding count 0.
 */
export function isInRange(answer: string, rest: string): boolean {
  return answer.split('\n').some((line) => {
    const isSame = line.slice(0, rest.length).toUpperCase() === rest;
    return isSame && /^:[1-9]/.test(line.slice(rest.length));
  });
}
