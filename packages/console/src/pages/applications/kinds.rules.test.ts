import { expect, it } from 'vitest';
import { kindOf, kinds, registrationOf } from './kinds.rules.ts';

it('what is registered as a kind is that kind afterwards', () => {
  for (const kind of kinds) {
    if (kind !== 'existing') expect(kindOf(registrationOf(kind, true))).toBe(kind);
  }
});

it('who cannot keep a secret is public', () => {
  const publics = kinds.filter((kind) => registrationOf(kind, false).client_type === 'public');
  expect(publics).toEqual(['spa', 'native', 'device', 'existing']);
});
