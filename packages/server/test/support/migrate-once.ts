// Run as a process of its own: migrates the database at the URL given and prints what it applied.
import { openDatabase } from '../../src/platform/db/database.ts';

const [url] = process.argv.slice(2);
if (url === undefined) throw new TypeError('Usage: migrate-once.ts <database url>');
const database = await openDatabase({ url });
console.log(JSON.stringify(await database.migrate()));
await database.close();
