import { describe, expect, test } from 'vitest';
import { modulesLoadedWith } from '#platform/loaded-modules.fixture.ts';

const loadedWith = (file: string): Promise<string[]> =>
  modulesLoadedWith(new URL(file, import.meta.url).href);

/** What only a server that sends has need of. */
const isForSending = (url: string): boolean =>
  url.includes('/node_modules/nodemailer/') || url.includes('/mail/templates/');

describe('mail', () => {
  test('loads neither what speaks SMTP nor what it says, before it has something to send', async () => {
    const loaded = await loadedWith('./index.ts');
    expect(loaded.some((url) => url.endsWith('/mail/mail.service.ts'))).toBe(true);
    expect(loaded.filter(isForSending)).toEqual([]);
  });

  test('finds both where they are looked for', async () => {
    expect((await loadedWith('./templates/write-mail.ts')).some(isForSending)).toBe(true);
  });
});
