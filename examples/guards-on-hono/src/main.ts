import { once } from 'node:events';
import process from 'node:process';
import { createMirror, createOstiary, memoryStore } from '@ostiary/sdk';
import { buildApp } from './app.ts';
import { levels } from './guards.ts';
import { serve } from './serve.ts';
import { readSettings } from './settings.ts';

const { ostiaryUrl: url, audience, serviceKey: key, port } = readSettings(process.env);
// Guards that look at profiles need one: a token says nothing of them.
const mirror = createMirror({ store: memoryStore() });
const onError = (error: Error): void => console.error(error.message);
const ostiary = createOstiary({ url, audience, key, levels, mirror, onError });
await ostiary.start();

const server = serve(buildApp(ostiary)).listen(port, '127.0.0.1');
await once(server, 'listening');
console.log(`Guarded routes at http://127.0.0.1:${port}`);

async function stop(): Promise<void> {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
  await ostiary.close();
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
