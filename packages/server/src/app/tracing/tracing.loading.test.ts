import { expect, test } from 'vitest';
import { modulesLoadedWith } from '#platform/loaded-modules.fixture.ts';

const loadedWith = async (file: string): Promise<string[]> => {
  const loaded = await modulesLoadedWith(new URL(file, import.meta.url).href);
  return loaded.filter((url) => url.includes('/node_modules/@opentelemetry/'));
};

test('nothing of OpenTelemetry is loaded where nobody wants traces', async () => {
  expect(await loadedWith('../build-services.ts')).toEqual([]);
});

test('it is found where it is looked for', async () => {
  expect((await loadedWith('./tracing.ts')).length).toBeGreaterThan(10);
});
