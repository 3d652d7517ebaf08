import process from 'node:process';
import { createVerifier } from './access-token.ts';
import { buildApp } from './app.ts';
import { readSettings } from './settings.ts';

const settings = readSettings(process.env);
const app = buildApp(createVerifier(settings));
await app.listen({ port: settings.port, host: 'localhost' });
console.log(`Notes at ${app.listeningOrigin}/notes, for tokens of ${settings.issuer.href}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void app.close());
