import { Refusal } from './answer.ts';
import type { FieldMessages } from './field-errors.ts';
import type { ResourceOptions } from './resource.types.ts';
import type { ServiceShape } from '../types.ts';
import type { PagelessQuery } from './page.ts';
import type { Condition, FieldName, Order } from './store.types.ts';

/** More would cost the database much and help nobody. */
const maxTextLength = 200;
const maxTerms = 8;

const problemOf = (text: string): string | undefined => {
  if (text.includes('\0')) return 'Null characters are not allowed.';
  return text.length > maxTextLength ? `At most ${maxTextLength} characters.` : undefined;
};

type Kind = 'text' | 'number' | 'boolean';

const booleans = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

type FilterValue = { value: string | number | boolean } | { problem: string };

function filterValue(text: string, kind: Kind): FilterValue {
  const problem = problemOf(text);
  if (problem !== undefined) return { problem };
  if (kind === 'text') return { value: text };
  if (kind === 'boolean') {
    const value = booleans.get(text.toLowerCase());
    return value === undefined ? { problem: 'Must be true or false.' } : { value };
  }
  return /^-?\d{1,15}(?:\.\d{1,15})?$/.test(text) ? { value: Number(text) } : { problem: 'Enter a number.' };
}

type ListOptions<T extends object, S extends ServiceShape> = Pick<
  ResourceOptions<T, S>,
  'search' | 'filters' | 'ordering'
>;

const kindsOf = <T>(kinds: { readonly [F in FieldName<T>]?: Kind } = {}): [FieldName<T>, Kind][] =>
  Object.entries(kinds) as [FieldName<T>, Kind][];

/** One that is named but empty, as forms send it, is not meant. */
function filtersOf<T extends object>(params: URLSearchParams, kinds: [FieldName<T>, Kind][]): Condition<T>[] {
  const problems: FieldMessages = {};
  const conditions: Condition<T>[] = [];
  for (const [field, kind] of kinds) {
    const text = params.get(field);
    if (text === null || text === '') continue;
    const result = filterValue(text, kind);
    if ('problem' in result) problems[field] = [result.problem];
    else conditions.push({ field, equals: result.value });
  }
  if (Object.keys(problems).length > 0) throw new Refusal(400, problems);
  return conditions;
}

function searchOf<T>(params: URLSearchParams, fields: readonly FieldName<T>[]): PagelessQuery<T>['search'] {
  const text = params.get('search') ?? '';
  const problem = problemOf(text);
  if (problem !== undefined) throw new Refusal(400, { search: [problem] });
  const terms = text.split(/[\s,]+/).filter((term) => term !== '');
  if (fields.length === 0 || terms.length === 0) return undefined;
  if (terms.length > maxTerms) throw new Refusal(400, { search: [`At most ${maxTerms} words.`] });
  return { terms, fields };
}

/** What may not be ordered by is passed over, as in Django REST Framework. */
function ordersOf<T>(names: readonly string[], allowed: readonly FieldName<T>[]): Order<T>[] {
  const orders = new Map<FieldName<T>, Order<T>>();
  for (const name of names) {
    const isDescending = name.startsWith('-');
    const field = allowed.find((one) => one === (isDescending ? name.slice(1) : name));
    if (field !== undefined && !orders.has(field)) orders.set(field, { field, isDescending });
  }
  return [...orders.values()];
}

function allOf<T>(conditions: Condition<T>[]): Condition<T> | undefined {
  return conditions.length > 1 ? { allOf: conditions } : conditions[0];
}

/** Reads what a list is asked for: by declared fields, and nothing else. */
export function listQueryReader<T extends object, S extends ServiceShape>(
  options: ListOptions<T, S>,
): (params: URLSearchParams, visible: Condition<T> | undefined) => PagelessQuery<T> {
  const { search = [], filters, ordering } = options;
  const filterKinds = kindsOf<T>(filters);
  const orderFields = kindsOf<T>(ordering?.fields).map(([field]) => field);
  const defaults = ordersOf(ordering?.default ?? [], orderFields);
  if (defaults.length !== (ordering?.default ?? []).length) {
    throw new TypeError('ordering.default may name only fields of ordering.fields, each once');
  }
  return (params, visible) => {
    const filtered = filtersOf(params, filterKinds);
    const asked = ordersOf((params.get('ordering') ?? '').split(','), orderFields);
    return {
      where: allOf(visible ? [visible, ...filtered] : filtered),
      search: searchOf(params, search),
      order: asked.length > 0 ? asked : defaults,
    };
  };
}
