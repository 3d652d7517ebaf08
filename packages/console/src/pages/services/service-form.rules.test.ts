import { expect, test } from 'vitest';
import { changesOf, emptyService, proposedAudience } from './service-form.rules.ts';

test('an audience is proposed that is a URI, whatever the name', () => {
  expect(proposedAudience('Orders & Größen')).toBe('urn:service:orders-gro-en');
  expect(proposedAudience(' ! ')).toBe('');
});

test('only what was changed is sent', () => {
  const before = { ...emptyService, name: 'Orders', levels: ['reader', 'editor'] };
  expect(changesOf(before, before)).toEqual({});
  expect(changesOf(before, { ...before, levels: ['editor', 'reader'], description: 'x' })).toEqual({
    access_levels: ['editor', 'reader'],
    description: 'x',
  });
});
