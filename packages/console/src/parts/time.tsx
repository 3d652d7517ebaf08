import type { JSX } from 'react';
import { useText } from '../text/text.tsx';

/** To make one takes longer than to use it a hundred times. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(locale: string): Intl.DateTimeFormat {
  const known = formats.get(locale);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  formats.set(locale, made);
  return made;
}

/** A time in the viewer's zone; what the server said is in the attribute. */
export function Time({ at }: { at: string | null }): JSX.Element {
  const { locale, common } = useText();
  if (at === null) return <>{common.never}</>;
  return <time dateTime={at}>{formatOf(locale).format(new Date(at))}</time>;
}
