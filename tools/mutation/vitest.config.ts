import { defineConfig } from 'vitest/config';
import { rooms, roomVariable } from './rooms.ts';

const room = rooms.find(({ name }) => name === process.env[roomVariable]);
if (!room) throw new TypeError(`${roomVariable} names no room.`);

export default defineConfig({
  test: {
    include: room.tests,
    exclude: ['**/node_modules/**', '**/dist/**', '**/*.db.test.ts'],
    setupFiles: ['tools/mutation/fixed-seed.ts'],
    testTimeout: 20_000,
  },
});
