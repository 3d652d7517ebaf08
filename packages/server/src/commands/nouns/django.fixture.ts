import { join } from 'node:path';
import { expect } from 'vitest';
import { createDjangoFile } from '../django/django-file.fixture.ts';
import { parsed, type Tools } from './services.fixture.ts';

/** Real Django is in deploy/test/django; here its tables are enough. */
export async function tryDjango({ where, folder, run, ok }: Tools): Promise<void> {
  const from = join(folder, `django-${where}.sqlite3`);
  createDjangoFile(from, [
    { id: 1, username: `dina-${where}`, email: '' },
    { id: 2, username: `dora-${where}`, email: `dora-${where}@example.org` },
  ]);
  const argv = ['import', 'django', '--from', from, '--id-prefix', `${where}-`];
  expect((await ok([...argv, '--dry-run'])).out).toBe(
    'Nothing was written. It would be: 2 created, 0 updated, 0 unchanged, 0 failed.\n',
  );
  expect(parsed(await ok([...argv, '--json']))).toMatchObject({ created: 2, failed: 0, conflicts: [] });
  const shown = parsed(await ok(['users', 'show', `dina-${where}`, '--json']));
  expect(shown).toMatchObject({ external_id: `${where}-1`, is_active: true });
  expect((await ok(argv)).out).toBe('Done: 0 created, 0 updated, 2 unchanged, 0 failed.\n');
  const both = await run([...argv, '--output', join(folder, 'lines.jsonl'), '--dry-run']);
  expect(both).toMatchObject({ code: 2, out: '' });
}
