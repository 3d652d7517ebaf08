import { expect, test } from 'vitest';
import { isFromOwnMachine } from './own-machine.rules.ts';

const headers = { host: 'localhost:8000' };

test.each([
  ['127.0.0.1', headers],
  ['::1', { host: '[::1]:8000' }],
  ['::ffff:127.0.0.1', { host: '127.0.0.1:8000' }],
  ['127.5.5.5', { host: 'LOCALHOST' }],
])('%s is this machine', (peer, sent) => {
  expect(isFromOwnMachine({ peer, headers: sent })).toBe(true);
});

test.each([
  ['another machine', '192.0.2.1', headers],
  ['one of the network', '10.0.0.1', headers],
  ['one of the network by IPv6', 'fe80::1', headers],
  ['nobody any more', undefined, headers],
  ['something that is no address', 'localhost', headers],
  ['a proxy on this machine', '127.0.0.1', { ...headers, 'x-forwarded-for': '127.0.0.1' }],
  ['a proxy that says so otherwise', '127.0.0.1', { ...headers, forwarded: 'for=127.0.0.1' }],
  ['a proxy that only names itself', '::1', { ...headers, via: '1.1 proxy' }],
  ['a site whose name leads here', '127.0.0.1', { host: 'evil.example:8000' }],
  ['a site with a name like ours', '127.0.0.1', { host: 'localhost.evil.example' }],
  ['somebody who names no host', '127.0.0.1', {}],
])('%s is not', (_who, peer, sent) => {
  expect(isFromOwnMachine({ peer, headers: sent })).toBe(false);
});
