import process from 'node:process';
import { startArchive } from './archive.ts';
import { startLibrary } from './library.ts';
import { readSettings } from './settings.ts';

const settings = readSettings(process.env);
const services = await Promise.all([startLibrary(settings), startArchive(settings)]);
console.log(`Library and archive at ${services.map(({ url }) => url).join(' and ')}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void Promise.all(services.map((service) => service.stop())));
}
