import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import type { CommandIo } from '../command-io.ts';
import { Captured } from '../command-line.fixture.ts';
import { createProgress, drawStep } from './progress.ts';

it('draws how far it is, and only counts where no end is known', () => {
  expect(drawStep({ done: 500, total: 1_000, unit: 'lines' })).toBe(
    `[${'#'.repeat(15)}${'-'.repeat(15)}] 50%  500 lines`,
  );
  expect(drawStep({ done: 1_500, total: 1_000, unit: 'lines' })).toContain('] 100%  1,500 lines');
  expect(drawStep({ done: 12_345, unit: 'users' })).toBe('12,345 users');
});

it('moves on a terminal and says nothing in a pipe', () => {
  const stderr = new Captured();
  const io: CommandIo = {
    stdin: new PassThrough(),
    stdout: new Captured(),
    stderr,
    isInteractive: false,
    isProgressShown: false,
    fetch,
    env: {},
    cwd: '/',
    systemUser: null,
    untilStopped: () => Promise.resolve(),
    onReload: () => undefined,
  };
  const silent = createProgress(io);
  silent.show({ done: 1, unit: 'lines' });
  silent.clear();
  expect(stderr.text).toBe('');
  const progress = createProgress({ ...io, isProgressShown: true });
  progress.show({ done: 1, unit: 'lines' });
  expect(stderr.text).toContain('1 lines');
  progress.clear();
  expect(stderr.text.endsWith('\r\u001b[2K')).toBe(true);
});
