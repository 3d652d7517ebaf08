import { Gauge, type Registry } from 'prom-client';
import type { Backlog } from '#platform/jobs/backlog.ts';

interface Sender {
  backlog(): Promise<Backlog>;
}

export interface Senders {
  mail: Sender;
  logouts: Sender;
}

const figures = [
  ['ostiary_outbox_waiting', 'Mails and logout notices that are still to be sent, up to 1000.', 'waiting'],
  ['ostiary_outbox_oldest_seconds', 'How long the oldest of them has waited.', 'oldestSeconds'],
  [
    'ostiary_outbox_overdue_seconds',
    'By how much the next attempt is overdue: it grows when nobody sends.',
    'overdueSeconds',
  ],
] as const;

/** What is to be sent, as the database has it: the same for every worker. */
export function addOutboxMetrics(registry: Registry, { mail, logouts }: Senders): void {
  let reading: Promise<[string, Backlog][]> | undefined;
  const readAll = async (): Promise<[string, Backlog][]> => {
    const [mails, notices] = await Promise.all([mail.backlog(), logouts.backlog()]);
    return [
      ['mail', mails],
      ['logouts', notices],
    ];
  };
  // The metrics of one scrape are asked for at once. A database that does not answer says so by another metric.
  const read = (): Promise<[string, Backlog][]> =>
    (reading ??= readAll()
      .catch(() => [])
      .finally(() => (reading = undefined)));
  for (const [name, help, figure] of figures) {
    new Gauge({
      ...{ name, help, labelNames: ['outbox'], registers: [registry], aggregator: 'max' },
      async collect() {
        this.reset();
        for (const [outbox, backlog] of await read()) this.set({ outbox }, backlog[figure]);
      },
    });
  }
}
