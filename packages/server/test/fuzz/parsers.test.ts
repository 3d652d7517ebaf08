import { fuzz, fuzzSettings } from '@ostiary/testkit';
import { describe, expect, it } from 'vitest';
import { headers } from './headers.targets.ts';
import { importLines } from './import-lines.targets.ts';
import { texts } from './texts.targets.ts';

const targets = [...importLines, ...headers, ...texts];
/** All of them together; the kit's are in its own package. `OSTIARY_TEST_FUZZ_SECONDS` for more, by hand. */
const { seed, seconds } = fuzzSettings(75);
const milliseconds = (seconds * 1_000) / targets.length;

describe(`whatever comes to a parser (OSTIARY_TEST_SEED=${String(seed)})`, () => {
  it.each(targets)(
    '$name: is read or refused, soon, and nothing else happens',
    { timeout: milliseconds * 3 + 30_000 },
    (target) => {
      const { texts: tried, growths } = fuzz(target, { seed, milliseconds });
      expect(tried).toBeGreaterThan(100);
      expect(growths).toBeGreaterThan(0);
    },
  );
});
