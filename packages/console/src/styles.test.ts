import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const source = fileURLToPath(new URL('.', import.meta.url));
const styles = dirname(createRequire(import.meta.url).resolve('@mantine/core/styles/Button.layer.css'));

async function usedComponents(): Promise<Set<string>> {
  const used = new Set<string>();
  for await (const name of glob('**/*.tsx', { cwd: source })) {
    const text = await readFile(join(source, name), 'utf8');
    for (const [, list = ''] of text.matchAll(/import \{([^}]*)\} from '@mantine\/core'/g)) {
      for (const [, component = ''] of list.matchAll(/(?:^|,)\s*([A-Z]\w*)/g)) used.add(component);
    }
  }
  return used;
}

test('every component that is used has its styles', async () => {
  const imported = await readFile(join(source, 'styles.ts'), 'utf8');
  const used = await usedComponents();
  const needed = [...used].filter((name) => existsSync(join(styles, `${name}.layer.css`)));
  expect(needed.length).toBeGreaterThan(20);
  expect(needed.filter((name) => !imported.includes(`/${name}.layer.css`))).toEqual([]);
});

/** Where the library's own collection has the first rule of a component. */
function placeIn(collection: string, css: string): number {
  return collection.indexOf(/\.m_[0-9a-f]+/.exec(css)?.[0] ?? '');
}

test('styles come in the order of the library, in which later ones override', async () => {
  const imported = await readFile(join(source, 'styles.ts'), 'utf8');
  const collection = await readFile(join(styles, '../styles.layer.css'), 'utf8');
  const names = [...imported.matchAll(/core\/styles\/([A-Z]\w*)\.layer\.css/g)].map(([, name = '']) => name);
  const places = await Promise.all(
    names.map(async (name) => placeIn(collection, await readFile(join(styles, `${name}.layer.css`), 'utf8'))),
  );
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});
