import { knownSecrets } from './known-secrets.ts';
import { secretRules } from './secret-rules.ts';

interface FoundSecret {
  rule: string;
  line: number;
  value: string;
}

const isTest = (path: string): boolean => /(?:^|\/)(?:tests?|e2e)\/|\.(?:test|fixture)\.tsx?$/.test(path);

/** Everything in a file that looks like a secret and is none of those that are known to open nothing. */
export function findSecrets(path: string, text: string): FoundSecret[] {
  return secretRules.flatMap(({ name, pattern, isHarmless = () => false }) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const value = match.groups?.['value'] ?? '';
      if (knownSecrets.has(value) || isHarmless(value, isTest(path))) return [];
      return [{ rule: name, line: text.slice(0, match.index).split('\n').length, value }];
    }),
  );
}
