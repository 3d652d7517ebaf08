import type { Setting } from './settings.queries.ts';

export interface SettingFilter {
  search: string;
  /** Without those at their default. */
  isSetOnly: boolean;
}

/** Whether somebody has chosen the value, here or at the first start. */
export function isChosen({ source: { kind } }: Pick<Setting, 'source'>): boolean {
  return kind !== 'default' && kind !== 'derived';
}

function isMeant({ variable, path, description }: Setting, words: readonly string[]): boolean {
  const text = `${variable} ${path} ${description}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** Those that have every word, by the part of the configuration that they belong to. */
export function groupSettings(
  settings: readonly Setting[],
  { search, isSetOnly }: SettingFilter,
): [string, Setting[]][] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = settings.filter((one) => isMeant(one, words) && (!isSetOnly || isChosen(one)));
  return [...Map.groupBy(shown, ({ path }) => path.split('.')[0] ?? path)];
}
