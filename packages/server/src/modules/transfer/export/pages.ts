import type { Listed } from '#modules/access';

/** So many things are read at once: what an export holds at any moment. */
export const pageSize = 500;

type Position = { after?: string };

/** Every page of a list that tells where the next one begins. */
export async function* pagesOf<T>(list: (position: Position) => Promise<Listed<T>>): AsyncGenerator<T[]> {
  let position: Position = {};
  for (;;) {
    const { items, next } = await list(position);
    yield items;
    if (next === null) return;
    position = { after: next };
  }
}

/** Every page of a list that goes on behind the last thing of the page before. */
export async function* pagesBehind<T>(
  list: (last: T | undefined, limit: number) => Promise<T[]>,
): AsyncGenerator<T[]> {
  for (let last: T | undefined; ;) {
    const page = await list(last, pageSize);
    if (page.length > 0) yield page;
    last = page.at(-1);
    if (page.length < pageSize) return;
  }
}

export const inLines = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
