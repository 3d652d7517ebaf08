import process from 'node:process';
import { createMirror, createOstiary } from '@ostiary/sdk';
import { kyselyStore } from '@ostiary/sdk/kysely';
import { buildApp } from './app.ts';
import { openDatabase } from './database.ts';
import { readSettings } from './settings.ts';
import { buildSubscribers } from './subscribers.ts';

const { ostiaryUrl: url, audience, serviceKey: key, port, databaseFile } = readSettings(process.env);
const db = await openDatabase(databaseFile);

/** Ostiary's users, in the same database: whoever leaves takes their subscribers along. */
const mirror = createMirror({
  store: kyselyStore(db),
  onUserDeleted: async ({ sub, transaction }) => {
    await transaction.deleteFrom('subscribers').where('owner', '=', sub).execute();
  },
});
const ostiary = createOstiary({
  url,
  audience,
  key,
  mirror,
  onError: (error) => console.error(error.message),
});
await ostiary.start();

const app = buildApp(ostiary, buildSubscribers(db));
await app.listen({ port, host: '127.0.0.1' });
console.log(`Subscribers at ${app.listeningOrigin}/api/subscribers/`);

async function stop(): Promise<void> {
  await app.close();
  await ostiary.close();
  await db.destroy();
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
