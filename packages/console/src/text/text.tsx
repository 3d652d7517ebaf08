import { createContext, useContext, type JSX, type ReactNode } from 'react';
import type { Texts } from './en.ts';

/** Each a part of its own: nobody loads a language that they do not read. */
const languages: Readonly<Record<string, () => Promise<Texts>>> = {
  en: async () => (await import('./en.ts')).en,
  de: async () => (await import('./de.ts')).de,
};

function pickLanguage(tags: readonly string[]): string {
  const known = tags.map((tag) => tag.toLowerCase().split('-')[0] ?? '');
  return known.find((tag) => Object.hasOwn(languages, tag)) ?? 'en';
}

/** The texts in the first language of the browser that there are any in. */
export async function loadTexts(): Promise<Texts> {
  const language = pickLanguage(navigator.languages);
  document.documentElement.lang = language;
  const load = languages[language];
  if (!load) throw new TypeError(`There are no texts in ${language}`);
  return load();
}

const Language = createContext<Texts | null>(null);

export function TextProvider({ texts, children }: { texts: Texts; children: ReactNode }): JSX.Element {
  return <Language.Provider value={texts}>{children}</Language.Provider>;
}

export function useText(): Texts {
  const texts = useContext(Language);
  if (!texts) throw new TypeError('There are no texts here');
  return texts;
}
