import process from 'node:process';
import { createMirror, createOstiary, memoryStore } from '@ostiary/sdk';
import { buildApp } from './app.ts';
import { levels } from './guards.ts';
import { readSettings } from './settings.ts';

const { ostiaryUrl: url, audience, serviceKey: key, port } = readSettings(process.env);
// Guards that look at profiles need one: a token says nothing of them.
const mirror = createMirror({ store: memoryStore() });
const onError = (error: Error): void => console.error(error.message);
const ostiary = createOstiary({ url, audience, key, levels, mirror, onError });
await ostiary.start();

const app = buildApp(ostiary);
await app.listen({ port, host: '127.0.0.1' });
console.log(`Guarded routes at ${app.listeningOrigin}`);

async function stop(): Promise<void> {
  await app.close();
  await ostiary.close();
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
