// What the hash parameters alone allow on this core: verifies one argon2id hash for so many
// milliseconds and prints how many in a second, and how many in a second of computing.
import { hashSync, verifySync } from '@node-rs/argon2';

const milliseconds = Number(process.argv[2]);
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const hash = hashSync('correct-horse-7-battery', parameters);
const startedAt = performance.now();
const before = process.cpuUsage();
let count = 0;
while (performance.now() - startedAt < milliseconds) {
  verifySync(hash, 'correct-horse-7-battery');
  count++;
}
const { user, system } = process.cpuUsage(before);
console.log((count * 1000) / (performance.now() - startedAt), (count * 1e6) / (user + system));
