import { expect, test } from 'vitest';
import { readSmtpUrl } from './smtp-address.rules.ts';

const plain = { host: 'mail.example.org', port: null, isTlsFromStart: false, credentials: null };

test.each([
  ['smtp://mail.example.org', { ...plain, isTlsRequired: false }],
  ['smtp://mail.example.org:2525/', { ...plain, port: 2525, isTlsRequired: false }],
  ['smtp://mail.example.org?tls=required', { ...plain, isTlsRequired: true }],
  ['smtps://mail.example.org', { ...plain, isTlsFromStart: true, isTlsRequired: true }],
  ['smtps://mail.example.org?tls=optional', { ...plain, isTlsFromStart: true, isTlsRequired: true }],
  ['smtp://[::1]:25', { ...plain, host: '::1', port: 25, isTlsRequired: false }],
  [
    'smtp://me%40example.org:p%2Fw%3A@mail.example.org:587',
    {
      ...{ ...plain, port: 587, isTlsRequired: true },
      credentials: { user: 'me@example.org', password: 'p/w:' },
    },
  ],
  [
    'smtp://me:pw@mail.example.org?tls=optional',
    { ...plain, isTlsRequired: false, credentials: { user: 'me', password: 'pw' } },
  ],
])('%s', (url, expected) => {
  expect(readSmtpUrl(url)).toEqual(expected);
});
