import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { User } from '../../../server/src/modules/users/index.ts';
import { goodPassword, operator } from '../../../server/test/support/http-client.ts';
import {
  serviceCaller,
  servicePerson,
  signInFor,
  type ServiceCaller,
} from '../../../server/test/support/service-caller.ts';
import { testApp, type TestApp } from '../../../server/test/support/test-app.ts';
import { createRemoteAuthService, remoteBearer } from '../../src/remote/index.ts';
import { requestWith } from './credential-request.ts';

/** Remote mode with Ostiary as the auth service, over a socket. */
describe('Ostiary as the auth service of remote mode', () => {
  let server: TestApp;
  let url: string;
  let club: ServiceCaller;
  let member: User;

  beforeAll(async () => {
    server = await testApp();
    url = await server.app.listen({ port: 0, host: '127.0.0.1' });
    club = await serviceCaller(server, {
      ...{ name: 'club', entry: 'granted', accessLevels: ['guest', 'host'] },
      dataSchema: { type: 'object', properties: { table: { type: 'integer' } } },
    });
    member = await servicePerson(server, { firstName: 'Mary' });
    const grant = { holder: 'user', id: member.id, level: 'host', data: { table: 4 } } as const;
    await server.services.services.grantAccess(operator, club.service.id, grant);
  });
  afterAll(() => server.close());

  test('says who a token speaks for', async () => {
    const { access, refresh } = await signInFor(server, member);
    const authenticator = remoteBearer({ url });
    expect(await authenticator.authenticate(requestWith(`Bearer ${access}`))).toMatchObject({
      outcome: 'accepted',
      subject: {
        sub: member.id,
        profile: { email: member.email, firstName: 'Mary' },
        access: null,
        mayEnter: true,
      },
    });
    for (const token of [refresh, 'a.b.c', `${access}x`]) {
      const answer = await authenticator.authenticate(requestWith(`Bearer ${token}`));
      expect(answer).toMatchObject({ outcome: 'refused', code: 'token_invalid' });
    }
  });

  test('tells a service what its users were given there', async () => {
    const { access } = await signInFor(server, member, club.headers);
    const authenticator = remoteBearer({ url, headers: club.headers, entry: 'granted' });
    expect(await authenticator.authenticate(requestWith(`Bearer ${access}`))).toMatchObject({
      outcome: 'accepted',
      subject: { sub: member.id, access: { level: 'host', data: { table: 4 } }, mayEnter: true },
    });
    const stranger = await signInFor(server, await servicePerson(server));
    const refused = await authenticator.authenticate(requestWith(`Bearer ${stranger.access}`));
    expect(refused).toMatchObject({ outcome: 'refused' });
    expect(refused).not.toHaveProperty('isUnavailable');
  });

  test('refuses who was deactivated', async () => {
    const person = await servicePerson(server);
    const { access } = await signInFor(server, person);
    await server.services.users.deactivate(operator, person.id);
    const answer = await remoteBearer({ url }).authenticate(requestWith(`Bearer ${access}`));
    expect(answer).toMatchObject({ outcome: 'refused' });
  });

  test('signs in, refreshes and blacklists', async () => {
    const service = createRemoteAuthService({ url });
    const signedIn = await service.signIn({ email: member.email ?? '', password: goodPassword });
    if (signedIn.outcome !== 'ok') throw new Error(JSON.stringify(signedIn));
    const refreshed = await service.refresh(String(signedIn.body['refresh']));
    if (refreshed.outcome !== 'ok') throw new Error(JSON.stringify(refreshed));
    const last = String(refreshed.body['refresh'] ?? signedIn.body['refresh']);
    expect(await service.blacklist(last)).toMatchObject({ outcome: 'ok' });
    expect(await service.refresh(last)).toMatchObject({ outcome: 'refused' });
    expect(await service.signIn({ email: member.email ?? '', password: 'wrong' })).toMatchObject({
      outcome: 'refused',
      status: 401,
      body: { detail: 'No active account found with the given credentials' },
    });
  });
});
