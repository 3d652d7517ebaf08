import process from 'node:process';
import { buildApp } from './app.ts';
import { readSettings } from './settings.ts';

const settings = readSettings(process.env);
const app = await buildApp(settings);
await app.listen({ port: settings.port, host: 'localhost' });
console.log(`Open ${settings.url.href}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void app.close());
