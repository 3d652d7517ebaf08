import type { JSX } from 'react';
import { useText } from '../text/text.tsx';

/** A time in the viewer's zone; what the server said is in the attribute. */
export function Time({ at }: { at: string | null }): JSX.Element {
  const { locale, common } = useText();
  if (at === null) return <>{common.never}</>;
  const text = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(at),
  );
  return <time dateTime={at}>{text}</time>;
}
