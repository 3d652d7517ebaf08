import { beforeEach, describe, expect, it } from 'vitest';
import type { FeedItem } from '../wire.ts';
import { createIntrospector, type Introspector } from './introspector.ts';

let now: number;
let asked: string[];
let answer: (token: string) => Record<string, unknown> | Promise<Record<string, unknown>>;
let introspector: Introspector;

beforeEach(() => {
  now = 1_000_000;
  asked = [];
  answer = (token) => ({ active: true, sub: 'u', jti: token, sid: 's' });
  introspector = createIntrospector({
    now: () => now,
    ask: async (token) => {
      asked.push(token);
      return answer(token);
    },
  });
});

const told: FeedItem = { kind: 'revoked', what: 'session', id: 's', position: 1, at: 0 };

describe('introspection', () => {
  it('asks once for all who ask at the same time, and then for a few seconds', async () => {
    await Promise.all(Array.from({ length: 20 }, () => introspector.find('t')));
    now += 4_999;
    expect(await introspector.find('t')).toMatchObject({ active: true, sub: 'u' });
    expect(asked).toEqual(['t']);
    now += 1;
    await introspector.find('t');
    expect(asked).toHaveLength(2);
  });

  it('forgets at once what the feed says is over, and nothing else', async () => {
    const others: FeedItem[] = [
      { ...told, id: 'another' },
      { kind: 'revoked', what: 'token', id: 'x', position: 1, at: 0 },
      { kind: 'user', sub: 'v', user: null, reason: 'deleted', position: 1, at: 0 },
      { kind: 'keys', position: 1, at: 0 },
    ];
    await introspector.find('t');
    introspector.forget(others);
    await introspector.find('t');
    expect(asked).toHaveLength(1);
    introspector.forget([told]);
    await introspector.find('t');
    introspector.forget([{ kind: 'user', sub: 'u', user: null, reason: 'deleted', position: 2, at: 0 }]);
    await introspector.find('t');
    introspector.forget([{ kind: 'reset', position: 3, at: 0 }]);
    await introspector.find('t');
    expect(asked).toHaveLength(4);
  });

  it('does not keep an answer that the feed overtook on its way', async () => {
    let release: (value: Record<string, unknown>) => void = () => undefined;
    answer = () => new Promise((resolve) => (release = resolve));
    const early = introspector.find('t');
    await Promise.resolve();
    introspector.forget([told]);
    answer = () => ({ active: false });
    expect(await introspector.find('t')).toEqual({ active: false });
    release({ active: true, sub: 'u' });
    await early;
    expect(await introspector.find('t')).toEqual({ active: false });
  });

  it('does not keep an answer longer than its token is good', async () => {
    answer = () => ({ active: true, sub: 'u', exp: 1_002 });
    await introspector.find('t');
    now += 2_000;
    await introspector.find('t');
    expect(asked).toHaveLength(2);
  });

  it('keeps good tokens however many made-up ones come', async () => {
    await introspector.find('good');
    answer = () => ({ active: false });
    for (let index = 0; index < 2_500; index++) await introspector.find(`made-up-${index}`);
    expect(introspector.size).toBeLessThanOrEqual(2_000);
    asked = [];
    expect(await introspector.find('good')).toMatchObject({ active: true });
    expect(asked).toEqual([]);
  });

  it('does not ask about more than so many at once, nor about what is no token', async () => {
    answer = () => new Promise(() => undefined);
    const many = Array.from({ length: 64 }, (_, index) => introspector.find(`t${index}`));
    expect(many).toHaveLength(64);
    await expect(introspector.find('one-more')).rejects.toMatchObject({ code: 'unavailable' });
    expect(await introspector.find('')).toEqual({ active: false });
    expect(await introspector.find('x'.repeat(20_000))).toEqual({ active: false });
  });

  it('refuses an answer that is none', async () => {
    for (const broken of [
      {},
      { active: 'yes' },
      { active: true, sub: 7 },
      { active: true, roles: 'owner' },
    ]) {
      answer = () => broken;
      await expect(introspector.find('t')).rejects.toMatchObject({ code: 'protocol' });
    }
  });
});
