import type { Language } from '#platform/language.rules.ts';
import type { MailTemplate } from '../mail.types.ts';
import { layOut } from './layout.rules.ts';
import { readableTime } from './mail-time.ts';
import { readTemplateFiles } from './template-files.ts';
import { escapeHtml, fill, onOneLine, type MailParts } from './template.rules.ts';
import { de } from './texts/de.ts';
import { en } from './texts/en.ts';

const texts: Readonly<Record<Language, Readonly<Record<MailTemplate, Parameters<typeof layOut>[0]>>>> = {
  en,
  de,
};

export interface MailContent {
  template: string;
  language: Language;
  values: Readonly<Record<string, string>>;
}

export interface MailWriter {
  /** Throws TypeError for a template that there is not, or a value that is missing. */
  write(content: MailContent): MailParts;
  /** The parts that a file replaces. */
  replacedParts(template: MailTemplate, language: Language): (keyof MailParts)[];
}

const partNames = ['subject', 'text', 'html'] as const;

function isTemplate(name: string): name is MailTemplate {
  return Object.hasOwn(en, name);
}

/** Reads the files that replace templates, once. Rejects with Error when they do not fit. */
export async function createMailWriter(options: {
  directory: string | null;
  product: string;
  url: string;
}): Promise<MailWriter> {
  const { directory, product, url } = options;
  const { files, problems } =
    directory === null ? { files: [], problems: [] } : await readTemplateFiles(directory);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const replaced = new Map(
    files.map(({ language, template, part, content }) => [`${language}/${template}/${part}`, content]),
  );
  return {
    replacedParts: (template, language) =>
      partNames.filter((part) => replaced.has(`${language}/${template}/${part}`)),
    write({ template, language, values }) {
      if (!isTemplate(template)) throw new TypeError(`There is no mail template ${template}`);
      const parts = layOut(texts[language][template], language);
      const part = (name: keyof MailParts): string =>
        replaced.get(`${language}/${template}/${name}`) ?? parts[name];
      const shown = Object.fromEntries(
        Object.entries({ ...values, product, url }).map(([name, value]) => [
          name,
          onOneLine(readableTime(value, language)),
        ]),
      );
      return {
        subject: onOneLine(fill(part('subject').trim(), shown)),
        text: fill(part('text'), shown),
        html: fill(part('html'), shown, escapeHtml),
      };
    },
  };
}
