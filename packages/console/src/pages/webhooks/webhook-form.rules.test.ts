import { expect, test } from 'vitest';
import { changesOf, creationOf, emptyWebhook } from './webhook-form.rules.ts';

const billing = { name: 'Billing', url: 'https://billing.example.org/', types: ['user.deleted'] };

test('no types are all of them', () => {
  expect(creationOf({ ...billing, url: ' https://a.example/ ' })).toEqual({
    ...{ name: 'Billing', url: 'https://a.example/', event_types: ['user.deleted'] },
  });
  expect(creationOf(emptyWebhook).event_types).toBeNull();
});

test('only what was changed is sent', () => {
  expect(changesOf(billing, billing)).toEqual({});
  expect(changesOf(billing, { ...billing, types: [] })).toEqual({ event_types: null });
  expect(changesOf(billing, { ...billing, name: 'Bills' })).toEqual({ name: 'Bills' });
});
