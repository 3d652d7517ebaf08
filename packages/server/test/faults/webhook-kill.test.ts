import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  startReceiver,
  type ReceivedRequest,
  type Receiver,
} from '../../src/platform/http/receiver.fixture.ts';
import { operator } from '../support/api-client.ts';
import { startServerProcess, temporaryDirectory, type ServerProcess } from '../support/server-process.ts';
import { withServices } from './with-services.ts';

const subjects = Array.from({ length: 20 }, (_, index) => `user-${index}`);

const subjectOf = ({ body }: ReceivedRequest): string =>
  (JSON.parse(body) as { data: { subject_id: string } }).data.subject_id;

describe.each(databases())(
  'servers on $name of which one is killed while it sends to a webhook',
  ({ open }) => {
    let data: { path: string; remove(): Promise<void> };
    let database: TestDatabase;
    let receiver: Receiver;
    const servers: ServerProcess[] = [];
    /** Answers at once, unless it is told what to do with the next ones. */
    let onRequest: (count: number) => 'answer' | 'hang';
    beforeEach(async () => {
      data = await temporaryDirectory();
      database = await open();
      onRequest = () => 'answer';
      receiver = await startReceiver((_request, response) => {
        if (onRequest(receiver.received.length) === 'answer') response.writeHead(204).end();
      });
    });
    afterEach(async () => {
      for (const server of servers.splice(0)) await server.kill();
      await receiver.close();
      await database.close();
      await data.remove();
    });

    it('deliver everything at least once, in order, under the same ids', { timeout: 180_000 }, async () => {
      const env = {
        OSTIARY_DATA_DIR: data.path,
        DATABASE_URL: database.url,
        OSTIARY_SECRET: 'kept-by-whoever-is-killed-0123456789-abcdefgh',
      };
      await withServices(env, data.path, async ({ webhooks, events, database: opened }) => {
        const eventTypes = ['user.updated'];
        await webhooks.create(operator, { name: 'Billing', url: receiver.url, eventTypes });
        for (const subjectId of subjects) {
          await opened.write((tx) => events.emit(tx, { type: 'user.updated', subjectId }));
        }
      });
      // It dies over the fifth, of which nobody knows then that it arrived.
      onRequest = (count) => (count === 5 ? 'hang' : 'answer');
      const dying = await startServerProcess({ env });
      servers.push(dying);
      await vi.waitFor(() => expect(receiver.received).toHaveLength(5), { timeout: 30_000 });
      servers.push(await startServerProcess({ env }), await startServerProcess({ env }));
      await dying.kill();

      await vi.waitFor(() => expect(receiver.received.length).toBeGreaterThan(subjects.length), {
        ...{ timeout: 90_000, interval: 100 },
      });
      const arrived = receiver.received.map(subjectOf);
      expect(arrived).toEqual([...subjects.slice(0, 5), ...subjects.slice(4)]);
      const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
      expect(ids[5]).toBe(ids[4]);
      expect(receiver.received[5]?.body).toBe(receiver.received[4]?.body);
      expect(new Set(ids).size).toBe(subjects.length);
      for (const server of servers.slice(1)) expect(await server.stop()).toBe(0);
      expect(receiver.received).toHaveLength(subjects.length + 1);
    });
  },
);
