import { expect, test } from 'vitest';
import { changesOf, rebase, toForm } from './profile.rules.ts';

const form = toForm({
  id: '1',
  email: 'ann@example.com',
  email_verified: true,
  first_name: 'Ann',
  phone: null,
});

test('what is sent is what was changed; emptied is null where it can be', () => {
  expect(changesOf(form, form)).toEqual({});
  expect(changesOf(form, { ...form, email: '', first_name: '', phone: '+49 30 1' })).toEqual({
    ...{ email: null, first_name: '', phone: '+49 30 1' },
  });
  expect(changesOf(form, { ...form, email_verified: false })).toEqual({ email_verified: false });
});

test('what was typed is kept over what somebody else saved, and what was not touched is theirs', () => {
  const typed = { ...form, first_name: 'Anna', phone: '1' };
  const now = { ...form, first_name: 'Anne', last_name: 'Lee', phone: '1' };
  expect(rebase(form, typed, now)).toEqual({
    values: { ...form, first_name: 'Anna', last_name: 'Lee', phone: '1' },
    disputed: ['first_name'],
  });
  expect(rebase(form, form, now)).toEqual({ values: now, disputed: [] });
});
