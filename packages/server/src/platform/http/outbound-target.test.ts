import type { LookupAddress } from 'node:dns';
import { isIPv6 } from 'node:net';
import { describe, expect, test } from 'vitest';
import { OutboundError, type OutboundReason } from './outbound-error.ts';
import { findTarget, systemResolve, type ResolveHost } from './outbound-target.ts';

const publicAddress = '93.184.216.34';

function answering(...addresses: string[]): ResolveHost {
  const answer: LookupAddress[] = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  return () => Promise.resolve(answer);
}

interface Case {
  url: string;
  isOperators?: boolean;
  resolve?: ResolveHost;
  allowLoopback?: boolean;
}

/** The addresses that may be called, or why none may. */
async function outcomeOf({ url, resolve, ...rules }: Case): Promise<string[] | OutboundReason> {
  try {
    const target = await findTarget(new URL(url), {
      allowLoopback: false,
      ...rules,
      resolve: resolve ?? answering(publicAddress),
    });
    return target.addresses.map(({ address }) => address);
  } catch (error) {
    if (error instanceof OutboundError) return error.reason;
    throw error;
  }
}

describe.each([false, true])('whether loopback is allowed (%s) or not', (allowLoopback) => {
  const check = (url: string, ...addresses: string[]): Promise<string[] | OutboundReason> =>
    outcomeOf({ url, allowLoopback, ...(addresses.length > 0 && { resolve: answering(...addresses) }) });

  test.each([
    'https://app.example/jwks',
    'https://app.example:443/',
    'https://app.example:8443/?x=1#y',
    'https://APP.example:65535',
    'https://bücher.example/',
  ])('%s is called', async (url) => {
    expect(await check(url)).toEqual([publicAddress]);
  });

  test.each([
    'http://app.example/',
    'http://app.example:8443/',
    'ftp://app.example/',
    'file:///etc/passwd',
    'data:text/plain,x',
    'javascript:alert(1)',
    'unix:/run/docker.sock',
    'https://user@app.example/',
    'https://user:secret@app.example/',
    'https://:secret@app.example/',
    'https://app.example./',
    'https://app.example:22/',
    'https://app.example:25/',
    'https://app.example:80/',
    'https://app.example:1023/',
  ])('%s is not', async (url) => {
    expect(await check(url)).toBe('url');
  });

  test.each([
    'https://10.0.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://0xa9fea9fe/',
    'https://2852039166/',
    'https://0251.0376.0251.0376/',
    'https://169.254.43518/',
    'https://0/',
    'https://[fd00:ec2::254]/',
    'https://[fe80::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[::ffff:169.254.169.254]/',
    'https://[64:ff9b::10.0.0.1]/',
    'https://[2002:a00:1::]/',
    'https://[::]/',
    'https://192.168.1.1./',
    'https://１９２.168.1.1/',
  ])('%s is somebody’s own', async (url) => {
    expect(await check(url)).toBe('address');
  });

  test('one address in private among public ones is enough to refuse', async () => {
    const url = 'https://app.example/';
    expect(await check(url, publicAddress, '2606:4700:4700::1111')).toEqual([
      publicAddress,
      '2606:4700:4700::1111',
    ]);
    expect(await check(url, publicAddress, '10.0.0.1')).toBe('address');
    expect(await check(url, '10.0.0.1', publicAddress)).toBe('address');
    expect(await check(url, publicAddress, '127.0.0.1')).toBe('address');
    expect(await check(url, '127.0.0.1', '10.0.0.1')).toBe('address');
    expect(await check(url, publicAddress, '::ffff:192.168.0.1')).toBe('address');
    expect(await check(url, publicAddress, 'fd00::1')).toBe('address');
    expect(await check(url, publicAddress, 'not an address')).toBe('address');
  });

  test('a literal address is not looked up', async () => {
    const resolve: ResolveHost = () => Promise.reject(new Error('asked'));
    expect(await outcomeOf({ url: 'https://93.184.216.34/', allowLoopback, resolve })).toEqual([
      publicAddress,
    ]);
    expect(await outcomeOf({ url: 'https://[2606:4700:4700::1111]/', allowLoopback, resolve })).toEqual([
      '2606:4700:4700::1111',
    ]);
  });
});

const ownMachine = [
  'https://127.0.0.1/',
  'http://127.0.0.1/',
  'http://127.0.0.1:22/',
  'http://2130706433/',
  'http://0x7f.1/',
  'http://0177.0.0.1:8080/',
  'http://127.0.0.1./',
  'http://[::1]:3000/',
  'http://[::ffff:127.0.0.1]:3000/',
];

test.each(ownMachine)('%s is called only where loopback is allowed', async (url) => {
  expect(await outcomeOf({ url, allowLoopback: true })).toHaveLength(1);
  // A scheme that is never called is told first.
  expect(await outcomeOf({ url })).toBe(url.startsWith('https:') ? 'address' : 'url');
});

test('a name for this machine is called only where loopback is allowed', async () => {
  const resolve = answering('::1', '127.0.0.1');
  for (const url of ['https://localhost/', 'https://rebound.example/', 'http://app.localhost:3000/']) {
    expect(await outcomeOf({ url, resolve, allowLoopback: true })).toEqual(['::1', '127.0.0.1']);
    expect(await outcomeOf({ url, resolve })).toBe(url.startsWith('https:') ? 'address' : 'url');
  }
});

test('a name without an address is told from one that must not be called', async () => {
  const url = 'https://app.example/';
  expect(await outcomeOf({ url, resolve: answering() })).toBe('unresolved');
  const missing = Object.assign(new Error('getaddrinfo ENOTFOUND app.example'), { code: 'ENOTFOUND' });
  const error = await findTarget(new URL(url), {
    allowLoopback: false,
    resolve: () => Promise.reject(missing),
  }).catch((caught: unknown) => caught);
  expect(error).toMatchObject({
    reason: 'unresolved',
    message: 'The name of the host could not be resolved. (ENOTFOUND)',
  });
});

test('names are resolved as the system does it', async () => {
  const addresses = (await systemResolve('localhost')).map(({ address }) => address);
  expect(addresses.some((address) => ['127.0.0.1', '::1'].includes(address))).toBe(true);
});

describe('the operator’s own address', () => {
  const check = (url: string, address: string, allowLoopback = false): Promise<string[] | OutboundReason> =>
    outcomeOf({ url, allowLoopback, isOperators: true, resolve: answering(address) });

  test.each([
    ['https://old.internal/', '10.0.0.7'],
    ['https://old.internal:444/', 'fd00::7'],
    ['https://localhost/', '127.0.0.1'],
    ['https://old.example/', publicAddress],
  ])('%s may be anywhere', async (url, address) => {
    expect(await check(url, address)).toEqual([address]);
  });

  test.each([
    ['http://old.internal/', '10.0.0.7'],
    ['http://old.example/', publicAddress],
    ['https://user:secret@old.internal/', '10.0.0.7'],
  ])('%s is not one that secrets are sent to', async (url, address) => {
    expect(await check(url, address)).toBe('url');
    expect(await check(url, address, true)).not.toEqual([address]);
  });
});
