import { Counter, Gauge, type Registry } from 'prom-client';
import type { PasswordService } from '#modules/passwords';
import { SpreadHistogram } from './spread-histogram.ts';

/** Threads that hash passwords, and the one that judges new ones. */
export function addHashingMetrics(registry: Registry, passwords: Pick<PasswordService, 'figures'>): void {
  const registers = [registry];
  const pools = () => {
    const { hash, assess } = passwords.figures();
    return Object.entries({ passwords: hash, strength: assess });
  };
  new Gauge({
    name: 'ostiary_hash_jobs',
    help: 'Passwords that wait for a thread (waiting), and those that a thread has (taken).',
    ...{ labelNames: ['pool', 'state'], registers },
    collect() {
      for (const [pool, { waiting, taken }] of pools()) {
        this.set({ pool, state: 'waiting' }, waiting);
        this.set({ pool, state: 'taken' }, taken);
      }
    },
  });
  new Gauge({
    name: 'ostiary_hash_threads',
    help: 'Threads for passwords.',
    ...{ labelNames: ['pool'], registers },
    collect() {
      for (const [pool, { threads }] of pools()) this.set({ pool }, threads);
    },
  });
  new Counter({
    name: 'ostiary_hash_refused_total',
    help: 'Passwords that were refused with 503, since the queue was full or took too long.',
    ...{ labelNames: ['pool'], registers },
    collect() {
      this.reset();
      for (const [pool, { refused }] of pools()) this.inc({ pool }, refused);
    },
  });
  new SpreadHistogram({
    name: 'ostiary_hash_wait_seconds',
    help: 'Time from asking for a password to be hashed or judged to the beginning of it.',
    ...{ label: 'pool', registers },
    read: () => new Map(pools().map(([pool, { waits }]) => [pool, waits])),
  });
  new SpreadHistogram({
    name: 'ostiary_hash_seconds',
    help: 'Time that hashing or judging a password takes.',
    ...{ label: 'pool', registers },
    read: () => new Map(pools().map(([pool, { durations }]) => [pool, durations])),
  });
}
