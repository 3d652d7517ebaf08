import { afterAll, beforeAll } from 'vitest';
import { startSite, type Site } from './site.ts';

/** One server for the tests of a file that need no browser. */
export function siteTest(env: Record<string, string> = {}): { readonly site: Site } {
  let site: Site | undefined;
  beforeAll(async () => {
    site = await startSite(env);
  });
  afterAll(() => site?.stop());
  return {
    get site() {
      if (site === undefined) throw new TypeError('Only inside a test');
      return site;
    },
  };
}
