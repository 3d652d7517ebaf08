import { createContext, useContext, useEffect, type JSX, type ReactNode } from 'react';
import { de } from './de.ts';
import { en, type Texts } from './en.ts';

const languages: Readonly<Record<string, Texts>> = { en, de };

function pickLanguage(tags: readonly string[]): string {
  const known = tags.map((tag) => tag.toLowerCase().split('-')[0] ?? '');
  return known.find((tag) => Object.hasOwn(languages, tag)) ?? 'en';
}

const Language = createContext<Texts>(en);

/** The texts in the first language of the browser that there are any in. */
export function TextProvider({ children }: { children: ReactNode }): JSX.Element {
  const language = pickLanguage(navigator.languages);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return <Language.Provider value={languages[language] ?? en}>{children}</Language.Provider>;
}

export function useText(): Texts {
  return useContext(Language);
}
