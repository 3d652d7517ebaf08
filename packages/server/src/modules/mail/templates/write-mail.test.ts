import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { languages } from '#platform/language.rules.ts';
import { mailTemplates } from '../mail-templates.ts';
import type { MailTemplate } from '../mail.types.ts';
import { readTemplateFiles } from './template-files.ts';
import { placeholdersIn } from './template.rules.ts';
import { createMailWriter } from './write-mail.ts';

const names = Object.keys(mailTemplates) as MailTemplate[];
const everyOne = languages.flatMap((language) => names.map((template) => ({ language, template })));
const options = { directory: null, product: 'Ostiary', url: 'https://id.example' };

/** For each name something that can be told from all others, and that HTML must escape. */
function valuesOf(template: MailTemplate, tail = ' <b>"&"</b>'): Record<string, string> {
  return Object.fromEntries(mailTemplates[template].map((name) => [name, `value-of-${name}${tail}`]));
}

describe.each(everyOne)('$template in $language', ({ language, template }) => {
  test('says everything that it is given, in text and in HTML, and escapes it there', async () => {
    const writer = await createMailWriter(options);
    const values = valuesOf(template);
    const { subject, text, html } = writer.write({ template, language, values });
    for (const value of Object.values(values)) {
      expect(`${subject}\n${text}`).toContain(value);
      expect(html).toContain(value.replace('<b>"&"</b>', '&lt;b&gt;&quot;&amp;&quot;&lt;/b&gt;'));
    }
    expect(html).not.toContain('<b>');
    expect(html).toContain(`<html lang="${language}">`);
    expect(subject.length).toBeLessThan(100);
    expect(text).toContain('https://id.example');
    for (const part of [subject, text, html]) expect(placeholdersIn(part)).toEqual([]);
  });

  test('loads nothing from elsewhere, and reads in light and in dark', async () => {
    const { html } = (await createMailWriter(options)).write({
      ...{ template, language, values: valuesOf(template, '') },
    });
    expect(html).not.toMatch(/<(img|script|link|iframe|form)\b|url\(|@import|src=/i);
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    expect(html).toContain('prefers-color-scheme: dark');
  });
});

describe('the languages', () => {
  const written = async (language: 'en' | 'de', template: MailTemplate) =>
    (await createMailWriter(options)).write({ template, language, values: valuesOf(template, '') });

  test.each(names)('say the same of %s in words of their own', async (template) => {
    const [en, de] = [await written('en', template), await written('de', template)];
    expect(de.subject).not.toBe(en.subject);
    const valuesIn = (text: string): string[] => (text.match(/value-of-\w+/g) ?? []).sort();
    expect(valuesIn(de.text)).toEqual(valuesIn(en.text));
    expect(de.text.split('\n\n')).toHaveLength(en.text.split('\n\n').length);
    expect(de.text).not.toMatch(/\b(du|dich|dir|dein\w*)\b/i);
  });

  test('write a time as their readers do', async () => {
    const writer = await createMailWriter(options);
    const values = { time: '2026-01-15T10:00:00.000Z', recoveryLink: 'https://id.example/x' };
    const said = (language: 'en' | 'de'): string =>
      writer.write({ template: 'password-changed', language, values }).text;
    expect(said('en')).toContain('When: 15 January 2026 at 10:00 UTC');
    expect(said('de')).toContain('Zeitpunkt: 15. Januar 2026 um 10:00 UTC');
  });
});

test('no value reaches beyond its line, least of all of the subject', async () => {
  const values = { code: '123\r\nBcc: eve@example.com', minutes: '10\n\nfree text' };
  const writer = await createMailWriter(options);
  const { subject, text } = writer.write({ template: 'sign-in-code', language: 'en', values });
  expect(subject).toBe('123 Bcc: eve@example.com is your code to sign in');
  expect(text).toContain('It works once, for 10 free text minutes.');
});

test('a value that is missing, or a template that there is not, is a mistake of the program', async () => {
  const writer = await createMailWriter(options);
  const broken = { template: 'sign-in-code', language: 'en', values: { code: '1' } } as const;
  expect(() => writer.write(broken)).toThrow('{{minutes}}');
  for (const template of ['other', 'constructor']) {
    expect(() => writer.write({ ...broken, template })).toThrow(TypeError);
  }
});

describe('a directory with templates', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'ostiary-mail-'));
    for (const language of languages) await mkdir(join(directory, language));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  const put = (path: string, content: string) => writeFile(join(directory, path), content);
  const problems = async (): Promise<string[]> => (await readTemplateFiles(directory)).problems;
  const values = { inviter: '<Ann>', link: 'https://id.example/invitation?token=x', days: '7' };

  test('replaces what it has, part by part and language by language', async () => {
    await put('en/invitation.subject.txt', 'Join {{ product }}!\n');
    await put('en/invitation.html', '<p>{{inviter}} says hello: <a href="{{link}}">in</a></p>');
    await put('en/.gitkeep', '');
    await put('en/invitation.txt~', 'the file before');
    const writer = await createMailWriter({ ...options, directory });
    const en = writer.write({ template: 'invitation', language: 'en', values });
    expect(en.subject).toBe('Join Ostiary!');
    expect(en.html).toBe(
      '<p>&lt;Ann&gt; says hello: <a href="https://id.example/invitation?token=x">in</a></p>',
    );
    expect(en.text).toContain('<Ann> has made an account for you');
    const de = writer.write({ template: 'invitation', language: 'de', values });
    expect(de.subject).toBe('Sie sind zu Ostiary eingeladen');
  });

  test('is refused as a whole for a name that a mail does not know, and says which it does', async () => {
    await put('de/invitation.txt', 'Hallo {{firstName}}, {{inviter}} {{firstName}}');
    await put('de/verify-email.html', '{{link}');
    expect(await problems()).toEqual([
      `${join(directory, 'de/invitation.txt')}: there is no {{firstName}} in this mail, only {{inviter}}, {{link}}, {{days}}, {{product}}, {{url}}.`,
    ]);
    await expect(createMailWriter({ ...options, directory })).rejects.toThrow('there is no {{firstName}}');
  });

  test('is refused for files that would never be used', async () => {
    await put('en/invitations.txt', 'x');
    await put('en/invitation.md', 'x');
    await put('readme.txt', 'x');
    await mkdir(join(directory, 'fr'));
    const found = await problems();
    expect(found).toHaveLength(4);
    for (const name of ['invitations.txt', 'invitation.md', 'readme.txt', 'fr']) {
      expect(found.join('\n')).toContain(`/${name}: `);
    }
  });

  test('is refused when it is not there', async () => {
    await rm(directory, { recursive: true });
    expect(await problems()).toEqual([expect.stringContaining('could not be read')]);
  });

  test('is well when it is empty', async () => {
    expect(await readTemplateFiles(directory)).toEqual({ files: [], problems: [] });
  });
});
