import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { isoTime } from '#platform/clock.ts';
import { dateText } from './dates.ts';
import { useMessages } from './language/reader.ts';

/** One line of a list of facts (`dl`). */
export function Fact({ term, children }: { term: string; children?: Child }): JSX.Element {
  return (
    <>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </>
  );
}

export function Time({ at, isDay = false }: { at: number; isDay?: boolean }): JSX.Element {
  return <time datetime={isoTime(at)}>{dateText(useMessages(), at, isDay ? 'day' : 'minute')}</time>;
}
