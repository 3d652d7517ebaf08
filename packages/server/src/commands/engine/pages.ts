import { itemsOf, textOf } from './answers.ts';
import type { JsonObject } from '../output.ts';
import type { Api } from './api.ts';

export interface ListRequest {
  path: string;
  query?: Record<string, string | string[]>;
}

/** The pages of a list, from where `query.cursor` says. A page may be empty and still have a next one. */
export async function* pagesOf(api: Api, { path, query = {} }: ListRequest): AsyncGenerator<JsonObject> {
  for (let next: string | undefined, isFirst = true; isFirst || next !== undefined; isFirst = false) {
    const cursor = next === undefined ? {} : { cursor: next };
    const page = await api.object({ method: 'GET', path, query: { ...query, ...cursor } });
    yield page;
    next = textOf(page['next_cursor']);
  }
}

export async function* itemsOfAll(api: Api, list: ListRequest): AsyncGenerator<JsonObject> {
  for await (const page of pagesOf(api, list)) yield* itemsOf(page);
}
