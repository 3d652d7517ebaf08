import { fuzz, fuzzSettings } from '@ostiary/testkit';
import { describe, expect, it } from 'vitest';
import { credentials } from './credentials.targets.ts';
import { feed } from './feed.targets.ts';
import { requests } from './requests.targets.ts';

const targets = [...feed, ...requests, ...credentials];
/** All of them together. `OSTIARY_TEST_FUZZ_SECONDS` for more, by hand. */
const { seed, seconds } = fuzzSettings(40);
const milliseconds = (seconds * 1_000) / targets.length;

describe(`whatever comes to a parser of the kit (OSTIARY_TEST_SEED=${String(seed)})`, () => {
  it.each(targets)(
    '$name: is read or refused, soon, and nothing else happens',
    { timeout: milliseconds * 3 + 30_000 },
    (target) => {
      const { texts, growths } = fuzz(target, { seed, milliseconds });
      expect(texts).toBeGreaterThan(100);
      expect(growths).toBeGreaterThan(0);
    },
  );
});
