import { expect, test } from 'vitest';
import type { Setting } from './settings.queries.ts';
import { groupSettings } from './settings.rules.ts';

const setting = (path: string, kind: Setting['source']['kind']): Setting => ({
  ...{
    variable: `OSTIARY_${path.toUpperCase()}`,
    path,
    description: `The ${path}.`,
    kind: 'text',
    default: '',
  },
  ...{ is_secret: false, is_set: true, value: 'x', source: { kind, file: null, from: [] } },
});

const all = [
  setting('server.url', 'environment'),
  setting('server.port', 'default'),
  setting('mail.from', 'derived'),
];

test('settings come by part, those that have every word', () => {
  const pathsOf = (search: string, isSetOnly = false) =>
    groupSettings(all, { search, isSetOnly }).map(([part, ones]) => [part, ones.map(({ path }) => path)]);
  expect(pathsOf('')).toEqual([
    ['server', ['server.url', 'server.port']],
    ['mail', ['mail.from']],
  ]);
  expect(pathsOf('SERVER the port')).toEqual([['server', ['server.port']]]);
  expect(pathsOf('', true)).toEqual([['server', ['server.url']]]);
  expect(pathsOf('nothing')).toEqual([]);
});
