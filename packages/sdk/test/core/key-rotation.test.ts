import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { runningClock } from '@ostiary/testkit';
import { expect, it } from 'vitest';
import { operator } from '../../../server/test/support/http-client.ts';
import { serviceCaller, servicePerson, signInFor } from '../../../server/test/support/service-caller.ts';
import { testApp } from '../../../server/test/support/test-app.ts';
import { createOstiary } from '../../src/index.ts';

const loops = 6;

it(
  'rotating the keys while tokens are made and verified refuses none of them',
  { timeout: 60_000 },
  async () => {
    const clock = runningClock();
    const server = await testApp({}, undefined, { clock });
    const orders = await serviceCaller(server);
    await server.app.listen({ port: 0, host: '127.0.0.1' });
    const ostiary = createOstiary({
      url: `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}`,
      ...{ issuer: server.config.server.url, audience: orders.service.audience, key: orders.key },
      now: () => clock.nowMs(),
    });
    await ostiary.start();
    const { access: first, refresh } = await signInFor(server, await servicePerson(server), orders.headers);

    const keysSeen = new Set<string>();
    const answers: string[] = [];
    let isOver = false;
    async function makeAndVerify(): Promise<void> {
      while (!isOver) {
        const made = await server.app.inject({
          ...{ method: 'POST', url: '/auth/token/refresh/', headers: orders.headers },
          payload: { refresh },
        });
        const { access } = made.json<{ access: string }>();
        keysSeen.add(access.split('.', 1)[0] ?? '');
        // What was made under an older key is good as well.
        for (const token of [access, first]) answers.push((await ostiary.subjectOf(token)).outcome);
      }
    }
    const load = Array.from({ length: loops }, makeAndVerify);
    for (let rotation = 0; rotation < 4; rotation++) {
      await sleep(250);
      await server.services.keys.rotate(operator.act);
    }
    await sleep(250);
    isOver = true;
    await Promise.all(load);
    await ostiary.close();
    await server.close();
    expect(keysSeen.size).toBe(5);
    expect(answers.length).toBeGreaterThan(50);
    expect(new Set(answers)).toEqual(new Set(['accepted']));
  },
);
