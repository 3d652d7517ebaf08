import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { languages, type Language } from '#platform/language.rules.ts';
import { mailTemplates } from '../mail-templates.ts';
import type { MailTemplate } from '../mail.types.ts';
import { placeholdersIn, type MailParts } from './template.rules.ts';

/** A part of a template that a file replaces. */
interface TemplateFile {
  language: Language;
  template: MailTemplate;
  part: keyof MailParts;
  content: string;
}

export interface TemplateFiles {
  files: TemplateFile[];
  /** What is wrong with the directory, each with the name of its file. */
  problems: string[];
}

/** `invitation.subject.txt`, `invitation.txt` and `invitation.html`. */
const endings = [
  ['.subject.txt', 'subject'],
  ['.txt', 'text'],
  ['.html', 'html'],
] as const;

/** Known in every template. */
const commonNames = ['product', 'url'] as const;

function isTemplate(name: string): name is MailTemplate {
  return Object.hasOwn(mailTemplates, name);
}

function readName(name: string): { template: MailTemplate; part: keyof MailParts } | undefined {
  const [ending, part] = endings.find(([candidate]) => name.endsWith(candidate)) ?? [];
  if (ending === undefined || part === undefined) return undefined;
  const template = name.slice(0, -ending.length);
  return isTemplate(template) ? { template, part } : undefined;
}

function problemsOf(path: string, { template, content }: TemplateFile): string[] {
  const known: readonly string[] = [...mailTemplates[template], ...commonNames];
  const unknown = [...new Set(placeholdersIn(content))].filter((name) => !known.includes(name));
  const names = known.map((name) => `{{${name}}}`).join(', ');
  return unknown.map((name) => `${path}: there is no {{${name}}} in this mail, only ${names}.`);
}

async function readLanguage(directory: string, language: Language): Promise<TemplateFiles> {
  const found: TemplateFiles = { files: [], problems: [] };
  const folder = join(directory, language);
  for (const name of (await readdir(folder)).sort()) {
    // What editors and version control leave behind.
    if (name.startsWith('.') || name.endsWith('~')) continue;
    const path = join(folder, name);
    const read = readName(name);
    if (!read) {
      found.problems.push(`${path}: no mail has this name; it would be invitation.txt, for instance.`);
      continue;
    }
    const file = { language, ...read, content: await readFile(path, 'utf8') };
    found.files.push(file);
    found.problems.push(...problemsOf(path, file));
  }
  return found;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What a directory of OSTIARY_MAIL_TEMPLATES replaces. Never rejects: what cannot be read is a problem. */
export async function readTemplateFiles(directory: string): Promise<TemplateFiles> {
  const found: TemplateFiles = { files: [], problems: [] };
  try {
    const entries = (await readdir(directory)).filter((name) => !name.startsWith('.')).sort();
    for (const name of entries) {
      const language = languages.find((known) => known === name);
      if (language === undefined) {
        const folders = languages.join(' and ');
        found.problems.push(`${join(directory, name)}: only the folders ${folders} are looked into.`);
        continue;
      }
      const read = await readLanguage(directory, language);
      found.files.push(...read.files);
      found.problems.push(...read.problems);
    }
  } catch (error) {
    found.problems.push(`The mail templates could not be read: ${messageOf(error)}`);
  }
  return found;
}
