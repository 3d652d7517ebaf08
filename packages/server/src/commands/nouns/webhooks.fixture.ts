import { expect } from 'vitest';
import { itemsOf, parsed, type Tools } from './services.fixture.ts';

const secretLines = 'Secret: whsec_\\S{44}\nIt is not shown again.\n$';

/** Every verb of webhooks. Nothing listens there, and nothing needs to. */
export async function tryWebhooks({ where, run, ok }: Tools): Promise<void> {
  const name = `Billing ${where}`;
  const types = ['--event-type', 'user.created', '--event-type', 'user.deleted'];
  const created = await ok(['webhooks', 'create', name, 'http://127.0.0.1:9/hook', ...types]);
  expect(created.out).toMatch(new RegExp(`^Created the webhook ${name} \\(\\S{36}\\)\\.\n${secretLines}`));
  expect((await run(['webhooks', 'create', 'Plain', 'http://example.org/'])).err).toContain('url');
  expect(parsed(await ok(['webhooks', 'show', name, '--json']))).toMatchObject({
    ...{ name, event_types: ['user.created', 'user.deleted'], status: 'active' },
  });
  expect((await ok(['webhooks', 'list', '--search', 'billing'])).out).toContain('http://127.0.0.1:9/hook');
  const all = ['webhooks', 'update', name, '--no-event-type', '--no-active', '--json'];
  expect(parsed(await ok(all))).toMatchObject({ event_types: null, status: 'paused', pause_reason: 'asked' });
  await ok(['webhooks', 'update', name, '--endpoint', 'http://127.0.0.1:9/other']);
  const rotated = await ok(['webhooks', 'rotate-secret', name]);
  expect(rotated.out).toMatch(
    new RegExp(`^${name} has a new secret; until \\S+Z both sign\\.\n${secretLines}`),
  );
  const back = await ok(['webhooks', 'replay', name, '--since-event', '1']);
  expect(back.out).toBe(`${name} is sent everything after event 0.\n`);
  expect((await run(['webhooks', 'replay', name])).err).toContain('since');
  expect((await ok(['webhooks', 'test', name])).out).toMatch(/^A test event is on its way, as the delivery/);
  const [test] = itemsOf(await ok(['webhooks', 'deliveries', 'list', name, '--json']));
  expect(test).toMatchObject({ kind: 'test', event_type: 'webhook.test' });
  const one = [name, String(test?.['id'])];
  expect(parsed(await ok(['webhooks', 'deliveries', 'show', ...one, '--json']))).toMatchObject({
    ...{ id: test?.['id'], kind: 'test' },
  });
  await ok(['webhooks', 'deliveries', 'replay', ...one]);
  await ok(['webhooks', 'delete', name, '--dry-run']);
  await ok(['webhooks', 'delete', name]);
  expect((await run(['webhooks', 'show', name])).err).toContain('(webhooks.not_found)');
}
