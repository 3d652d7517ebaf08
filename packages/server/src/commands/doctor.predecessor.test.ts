import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startReceiver, type Receiver } from '#platform/http/receiver.fixture.ts';
import type { Config } from '#config';
import { checkPredecessor } from './doctor.predecessor.ts';

let old: Receiver;
beforeEach(async () => {
  old = await startReceiver((request, response) => {
    const statuses: Record<string, number> = { '/auth/token/': 405, '/auth/user/': 401 };
    response.writeHead(statuses[request.url ?? ''] ?? 404).end();
  });
});
afterEach(() => old.close());

const until = '2099-01-01T00:00:00.000Z';
const check = (addresses: Partial<Config['predecessor']>) =>
  checkPredecessor({
    isProduction: false,
    predecessor: { tokenUrl: null, userUrl: null, until, ...addresses },
  } as Config);

describe('the service that people come from', () => {
  it('is fine when its addresses answer as they do to nobody in particular', async () => {
    const tokenUrl = `${old.url}/auth/token/`;
    const fine = { status: 'ok', message: expect.stringContaining('It answers') as string };
    expect(await check({ tokenUrl })).toMatchObject([fine]);
    expect(await check({ tokenUrl, userUrl: `${old.url}/auth/user/` })).toMatchObject([fine]);
  });

  it.each([
    ['OSTIARY_PREDECESSOR_TOKEN_URL', '/sign-in/', '/auth/user/'],
    ['OSTIARY_PREDECESSOR_USER_URL', '/auth/token/', '/me/'],
  ])('is not when nothing is at %s: nobody new could sign in', async (setting, tokenPath, userPath) => {
    const addresses = { tokenUrl: old.url + tokenPath, userUrl: old.url + userPath };
    expect(await check(addresses)).toMatchObject([
      { status: 'warning', message: `It answers a look at ${setting} with 404.` },
    ]);
  });
});
