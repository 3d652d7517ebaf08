import { afterEach, describe, expect, it, vi } from 'vitest';
import { gate, sharedStorage } from '../../test/browser/tabs.ts';
import { leaseLock, tabLock, type TabLock } from './tab-lock.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const kinds: Record<string, () => () => TabLock> = {
  'by the Web Locks API': () => () => tabLock('test'),
  'by a lease in storage': () => {
    const storage = sharedStorage();
    return () => leaseLock(storage, 'test');
  },
};

describe.each(Object.entries(kinds))('a lock between tabs %s', (_name, kind) => {
  it('lets one after the other run, and tells who had to wait', async () => {
    const open = kind();
    const [here, there] = [open(), open()];
    const order: string[] = [];
    const held = gate<undefined>();
    const first = here(async (hadToWait) => {
      order.push(`first ${hadToWait}`);
      await held.promise;
      order.push('first done');
    });
    await expect.poll(() => order).toEqual(['first false']);
    const second = there(async (hadToWait) => void order.push(`second ${hadToWait}`));
    held.open(undefined);
    await Promise.all([first, second]);
    expect(order).toEqual(['first false', 'first done', 'second true']);
  });

  it('is free again after a failure', async () => {
    const lock = kind()();
    await expect(lock(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await lock(async (hadToWait) => hadToWait)).toBe(false);
  });
});

describe('a lease', () => {
  it('of a tab that was closed ends by itself', async () => {
    vi.useFakeTimers();
    const storage = sharedStorage();
    storage.setItem('test', `somebody ${Date.now() + 15_000}`);
    const ran = leaseLock(storage, 'test')(async (hadToWait) => hadToWait);
    await vi.advanceTimersByTimeAsync(14_000);
    expect(storage.getItem('test')).toMatch(/^somebody /);
    await vi.advanceTimersByTimeAsync(2000);
    expect(await ran).toBe(true);
    expect(storage.length).toBe(0);
  });

  it('is done without where storage is full', async () => {
    const storage = sharedStorage();
    storage.setItem = () => {
      throw new DOMException('Full', 'QuotaExceededError');
    };
    expect(await leaseLock(storage, 'test')(async () => 'ran')).toBe('ran');
  });

  it('takes the place of locks where there are none, and nothing does where storage is switched off', async () => {
    const storage = sharedStorage();
    vi.stubGlobal('navigator', {});
    vi.stubGlobal('localStorage', storage);
    await tabLock('test')(async () => expect(storage.length).toBe(1));
    vi.stubGlobal('localStorage', undefined);
    expect(await tabLock('test')(async (hadToWait) => hadToWait)).toBe(false);
  });
});
