import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PagingOptions } from '../../src/resource/paging.ts';
import { resource } from '../../src/resource/resource.ts';
import { resourceRouter } from '../../src/resource/router.ts';
import { stores, type TestStore } from './stores.fixture.ts';
import { subscriber, subscriberSchema, type Subscriber } from './subscribers.fixture.ts';

interface Page {
  count?: number;
  next: string | null;
  previous: string | null;
  results: { id: number; name: string }[];
  detail?: string;
}

const people: Partial<Subscriber>[] = [
  { name: 'Ada', age: 36, city: 'London', note: 'first' },
  { name: 'Bob', age: 20, isActive: false, note: 'b' },
  { name: 'Cy', age: 20, city: 'Ulm' },
  { name: 'Dee', age: 50, city: 'Ulm', note: 'd' },
  { name: 'Eve', age: 20, isActive: false },
  { name: 'Flo', age: 70, note: 'f' },
  { name: 'Gil', age: 70 },
];

describe.each(stores())('lists in $name', ({ open }) => {
  let opened: TestStore;
  beforeAll(async () => {
    opened = await open();
    for (const [index, given] of people.entries()) {
      const data = subscriber({ email: `${index}@example.com`, ...given });
      await opened.store.insert({ owner: index % 2 === 0 ? 'ada' : 'bob', data });
    }
  });
  afterAll(() => opened.close());

  async function list(
    query: string,
    paging: PagingOptions = { size: 3, maxSize: 5 },
  ): Promise<{ status: number; body: Page; names: string }> {
    const subscribers = resource<Subscriber>({
      name: 'subscribers',
      schema: subscriberSchema,
      store: opened.store,
      guards: [],
      search: ['name', 'city'],
      filters: { age: 'number', isActive: 'boolean', city: 'text' },
      ordering: { fields: { name: 'text', age: 'number', note: 'text' }, default: ['name'] },
      paging,
    });
    const router = resourceRouter({ resources: [subscribers] });
    const url = query.startsWith('http') ? query : `http://api.example/subscribers/?${query}`;
    const response = await router.handle(new Request(url), { subject: null });
    const body = (await response.json()) as Page;
    return { status: response.status, body, names: (body.results ?? []).map(({ name }) => name[0]).join('') };
  }

  it('come in pages with links to the next and the previous', async () => {
    const first = await list('');
    expect([first.names, first.body.count, first.body.previous]).toEqual(['ABC', 7, null]);
    expect(first.body.next).toBe('http://api.example/subscribers/?page=2');
    const second = await list(first.body.next ?? '');
    expect([second.names, second.body.previous]).toEqual(['DEF', 'http://api.example/subscribers/']);
    const third = await list(second.body.next ?? '');
    expect([third.names, third.body.next]).toEqual(['G', null]);
    expect(third.body.previous).toBe('http://api.example/subscribers/?page=2');
  });

  it('keep what else was asked for in their links', async () => {
    const { body } = await list('ordering=-name&page_size=2&search=');
    expect(body.next).toBe('http://api.example/subscribers/?ordering=-name&page_size=2&search=&page=2');
  });

  it('are never longer than they may be, and there is no page beyond the last', async () => {
    expect((await list('page_size=1000')).names).toBe('ABCDE');
    for (const size of ['0', '-1', 'x', '']) expect((await list(`page_size=${size}`)).names).toBe('ABC');
    for (const page of ['0', '4', '-1', 'x', '1.5', '99999999999999', '9999999999']) {
      const { status, body } = await list(`page=${page}`);
      expect([status, body]).toEqual([404, { detail: 'Invalid page.' }]);
    }
    const empty = await list('search=nobody');
    expect([empty.status, empty.body]).toEqual([200, { count: 0, next: null, previous: null, results: [] }]);
  });

  it('come from an offset on, where that is the style', async () => {
    const paging = { style: 'offset', size: 3, maxSize: 5 } as const;
    const first = await list('limit=2&offset=1', paging);
    expect(first.names).toBe('BC');
    expect(first.body.next).toBe('http://api.example/subscribers/?limit=2&offset=3');
    expect(first.body.previous).toBe('http://api.example/subscribers/?limit=2');
    const last = await list('offset=6', paging);
    expect([last.names, last.body.next]).toEqual(['G', null]);
    expect((await list('offset=99999999999999999', paging)).names).toBe('ABC');
    expect((await list('offset=100', paging)).body).toMatchObject({ count: 7, results: [] });
  });

  it.each(['', 'ordering=age', 'ordering=-age,name', 'ordering=note', 'ordering=-note'])(
    'can be read by cursor to the end and back again with "%s"',
    async (query) => {
      const paging = { style: 'cursor', size: 2 } as const;
      const whole = await list(query, { size: 50 });
      const pages = [await list(query, paging)];
      expect(pages[0]?.body).not.toHaveProperty('count');
      for (let next = pages[0]?.body.next; next; next = pages.at(-1)?.body.next) {
        pages.push(await list(next, paging));
      }
      expect(pages.map(({ names }) => names).join('')).toBe(whole.names);
      const back: string[] = [];
      for (let previous = pages.at(-1)?.body.previous; previous;) {
        const page = await list(previous, paging);
        expect(page.body.next).not.toBeNull();
        back.unshift(page.names);
        previous = page.body.previous;
      }
      expect(back).toEqual(pages.slice(0, -1).map(({ names }) => names));
    },
  );

  it('take no cursor that is not theirs', async () => {
    const paging = { style: 'cursor', size: 2 } as const;
    const { body } = await list('ordering=age', paging);
    const cursor = new URL(body.next ?? '').searchParams.get('cursor') ?? '';
    const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const wrong = [
      'x',
      '%%%',
      cursor.slice(2),
      encode({}),
      encode(['age', 0, [], 1]),
      encode(['age', 0, [{}], 1]),
    ];
    wrong.push(
      encode(['age', 0, ['\0'], 1]),
      encode(['age', 0, [1], null]),
      encode(['age', 2, [1], 1]),
      'a'.repeat(9000),
    );
    for (const text of wrong) {
      const answer = await list(`ordering=age&cursor=${text}`, paging);
      expect([answer.status, answer.body.detail], text).toEqual([404, 'Invalid cursor.']);
    }
    expect((await list(`ordering=name&cursor=${cursor}`, paging)).status).toBe(404);
    // One of the right form with a value that no column holds is at most of no use.
    for (const part of [['no number'], [1e300]]) {
      expect((await list(`ordering=age&cursor=${encode(['age', 0, part, 1])}`, paging)).status).toBe(200);
    }
  });

  it('are searched in the declared fields, every word somewhere', async () => {
    expect((await list('search=ULM')).names).toBe('CD');
    expect((await list('search=ulm+dee')).names).toBe('D');
    expect((await list('search=ulm,bob')).names).toBe('');
    expect((await list('search=first')).names).toBe('');
  });

  it('are filtered by declared fields only', async () => {
    expect((await list('age=20')).names).toBe('BCE');
    expect((await list('age=20&isActive=false')).names).toBe('BE');
    expect((await list('city=Ulm&age=')).names).toBe('CD');
    expect((await list('age=20.5')).names).toBe('');
    for (const other of ['name=Ada', 'owner=ada', 'id=1', '__proto__=1', 'constructor=1']) {
      expect((await list(`${other}&page_size=5`)).names).toBe('ABCDE');
    }
    const wrong = await list('age=old&isActive=perhaps&city=%00');
    expect([wrong.status, wrong.body]).toEqual([
      400,
      {
        age: ['Enter a number.'],
        isActive: ['Must be true or false.'],
        city: ['Null characters are not allowed.'],
      },
    ]);
  });

  it('are ordered by declared fields only', async () => {
    const order = async (by: string): Promise<string> => (await list(`ordering=${by}&page_size=5`)).names;
    expect(await order('-name')).toBe('GFEDC');
    expect(await order('age,-name')).toBe('ECBAD');
    expect(await order('-age')).toBe('FGDAB');
    expect(await order('email')).toBe('ABCDE');
    expect(await order('-email,--name,-name')).toBe('GFEDC');
    expect(await order('name,-name')).toBe('ABCDE');
  });

  it('are not searched for whatever length', async () => {
    for (const search of ['x'.repeat(201), 'a '.repeat(9), '%00']) {
      expect((await list(`search=${search}`)).status).toBe(400);
    }
  });
});

describe('a resource is refused that', () => {
  const base = { name: 'x', schema: subscriberSchema, guards: [], store: {} as never } as const;
  it('is ordered by default by a field that it cannot be ordered by', () => {
    expect(() => resource({ ...base, ordering: { fields: { age: 'number' }, default: ['name'] } })).toThrow(
      TypeError,
    );
  });
  it('has pages of no size', () => {
    expect(() => resource({ ...base, paging: { size: 0 } })).toThrow(TypeError);
    expect(() => resource({ ...base, paging: { maxSize: 1.5 } })).toThrow(TypeError);
  });
  it('cannot be addressed', () => {
    for (const name of ['', 'a/b', 'a b', 'ä']) expect(() => resource({ ...base, name })).toThrow(TypeError);
    expect(() => resourceRouter({ prefix: 'api', resources: [] })).toThrow(TypeError);
    expect(() => resourceRouter({ prefix: '/api/', resources: [] })).toThrow(TypeError);
    const one = resource(base);
    expect(() => resourceRouter({ resources: [one, one] })).toThrow(TypeError);
  });
});
