/** The languages that people are written to in, on pages and by mail; the first is for whoever reads none of them. */
export const languages = ['en', 'de'] as const;

export type Language = (typeof languages)[number];

function isLanguage(tag: string): tag is Language {
  return languages.some((language) => language === tag);
}

/** `de-ch-1996` → `de-ch` → `de`: a singleton goes with what follows it (RFC 4647 section 3.4). */
function lessSpecific(tag: string): string {
  const shorter = tag.slice(0, Math.max(0, tag.lastIndexOf('-')));
  return shorter.at(-2) === '-' ? shorter.slice(0, -2) : shorter;
}

/** The language that the first tag to have one leads to (lookup, RFC 4647 section 3.4); else English. */
export function pickLanguage(tags: readonly string[]): Language {
  for (const tag of tags) {
    for (let range = tag.toLowerCase(); range !== ''; range = lessSpecific(range)) {
      if (isLanguage(range)) return range;
    }
  }
  return languages[0];
}
