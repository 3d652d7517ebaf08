import { describe, expect, test } from 'vitest';
import { createMirror, memoryStore } from '../../src/mirror/index.ts';
import type { Schema } from '../../src/types.ts';
import { gone, snapshot, told, user } from './records.ts';

describe('hooks', () => {
  const level: Schema<{ seats: number }> = {
    '~standard': {
      version: 1,
      vendor: 'test',
      validate: (value) => {
        const { seats } = value as { seats?: unknown };
        return typeof seats === 'number' ? { value: { seats } } : { issues: [{ message: 'No seats.' }] };
      },
    },
  };

  test('are told each real change once, with the service’s own data as its schema makes it', async () => {
    const heard: unknown[] = [];
    const mirror = createMirror<{ level: string; data: { seats: number } }>({
      store: memoryStore(),
      data: level,
      onUserChanged: ({ user: { sub, access, issues }, previous }) =>
        void heard.push([sub, access, issues.length, previous?.first_name ?? null]),
      onUserDeleted: ({ sub, reason, previous }) => void heard.push([sub, reason, previous.first_name]),
    });
    await mirror.open();
    const ann = user('ann', { access: { level: 'reader', data: { seats: 4, more: 1 } } });
    await mirror.replace(snapshot(10, [ann, user('bob', { access: { level: 'reader', data: {} } })]));
    await mirror.replace(snapshot(10, [ann, user('bob', { access: { level: 'reader', data: {} } })]));
    await mirror.apply([told(11, ann), told(12, { ...ann, first_name: 'Anne' }), gone(13, 'cid')], '13.a');
    await mirror.apply([gone(14, 'ann')], '14.a');
    await mirror.replace(snapshot(15, []));
    expect(heard).toEqual([
      ['ann', { level: 'reader', data: { seats: 4 } }, 0, null],
      ['bob', null, 1, null],
      ['ann', { level: 'reader', data: { seats: 4 } }, 0, 'ann'],
      ['ann', 'deleted', 'Anne'],
      ['bob', 'no_access', 'bob'],
    ]);
  });

  test('that throw undo the batch', async () => {
    let isBroken = true;
    const store = memoryStore();
    const mirror = createMirror({
      store,
      onUserChanged() {
        if (isBroken) throw new Error('not now');
      },
    });
    await mirror.open();
    await expect(mirror.replace(snapshot(10, [user('ann')]))).rejects.toThrow('not now');
    expect(mirror.findUser('ann')).toBeUndefined();
    isBroken = false;
    await mirror.replace(snapshot(10, [user('ann')]));
    isBroken = true;
    await expect(mirror.apply([told(11, user('bob'))], '11.a')).rejects.toThrow('not now');
    expect([mirror.findUser('bob'), (await createMirror({ store }).open()).cursor]).toEqual([
      undefined,
      '10.a',
    ]);
  });
});
