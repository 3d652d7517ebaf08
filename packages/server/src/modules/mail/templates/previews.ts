import { AppError } from '#platform/errors.ts';
import { languages } from '#platform/language.rules.ts';
import { mailTemplates } from '../mail-templates.ts';
import type { MailPreviews, MailTemplate } from '../mail.types.ts';
import { sampleValues } from './sample-values.ts';
import type { MailWriter } from './write-mail.ts';

function isTemplate(name: string): name is MailTemplate {
  return Object.hasOwn(mailTemplates, name);
}

const templateNames = Object.keys(mailTemplates).filter(isTemplate);

/** The templates as they are sent by this process, written with values that are made up. */
export function createMailPreviews(writer: () => Promise<MailWriter>, url: string): MailPreviews {
  return {
    async list() {
      const { write, replacedParts } = await writer();
      return templateNames.map((name) => ({
        name,
        placeholders: [...mailTemplates[name]],
        languages: languages.map((language) => ({
          language,
          subject: write({ template: name, language, values: sampleValues(name, url) }).subject,
          overridden: replacedParts(name, language),
        })),
      }));
    },
    async preview(name, language) {
      if (!isTemplate(name)) throw new AppError('mail.template_not_found');
      const { write, replacedParts } = await writer();
      const written = write({ template: name, language, values: sampleValues(name, url) });
      return { name, language, ...written, overridden: replacedParts(name, language) };
    },
  };
}
