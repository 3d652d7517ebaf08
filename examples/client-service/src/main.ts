import process from 'node:process';
import { createMirror, createOstiary, memoryStore } from '@ostiary/sdk';
import { createProxy } from '@ostiary/sdk/proxy';
import { buildApp } from './app.ts';
import { readSettings } from './settings.ts';

const { ostiaryUrl: url, audience, serviceKey: key, port } = readSettings(process.env);
const mirror = createMirror({ store: memoryStore() });
const ostiary = createOstiary({
  url,
  audience,
  key,
  mirror,
  onError: (error) => console.error(error.message),
});
await ostiary.start();

const app = buildApp({ ostiary, mirror, proxy: createProxy({ url, key }) });
await app.listen({ port, host: '127.0.0.1' });
console.log(`Client service at ${app.listeningOrigin}`);

async function stop(): Promise<void> {
  await app.close();
  await ostiary.close();
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
