import { usageNames, type UsageName } from '@ostiary/contract';
import { Counter, type Registry } from 'prom-client';
import type { StatisticsService } from '#modules/statistics';

interface UsageMetric {
  name: string;
  help: string;
  label: string;
  /** Of the names that are counted, those that begin so; what follows is the value of the label. */
  prefix: string;
}

const usageMetrics: readonly UsageMetric[] = [
  { name: 'sign_ins', help: 'Sign-ins, by how they ended.', label: 'result', prefix: 'sign_in.' },
  {
    name: 'sign_ups',
    help: 'Accounts that people made for themselves.',
    label: 'result',
    prefix: 'sign_up.',
  },
  { name: 'tokens_issued', help: 'Tokens issued, by kind.', label: 'kind', prefix: 'token.' },
  {
    name: 'webhook_events',
    help: 'Events delivered to webhooks, and given up.',
    label: 'result',
    prefix: 'webhook.',
  },
  { name: 'mails', help: 'Mails handed over and given up.', label: 'result', prefix: 'mail.' },
  { name: 'refreshes_refused', help: 'Used tokens presented again.', label: 'reason', prefix: 'refresh.' },
  { name: 'passwords_changed', help: 'Passwords set by mail.', label: 'way', prefix: 'password.' },
];

/** Asked about is not issued. */
const verified = 'token.verified' satisfies UsageName;

/** What this process has counted, read when it is scraped: nothing is added to the ways that count. */
export function addUsageMetrics(registry: Registry, usage: Pick<StatisticsService, 'totals'>): void {
  const registers = [registry];
  for (const { name, help, label, prefix } of usageMetrics) {
    const names = usageNames.filter((each) => each.startsWith(prefix) && each !== verified);
    new Counter({
      ...{ name: `ostiary_${name}_total`, help, labelNames: [label], registers },
      collect() {
        this.reset();
        for (const each of names)
          this.inc({ [label]: each.slice(prefix.length) }, usage.totals().get(each) ?? 0);
      },
    });
  }
  new Counter({
    ...{ name: 'ostiary_tokens_verified_total', help: 'Tokens that were asked about.', registers },
    collect() {
      this.reset();
      this.inc(usage.totals().get(verified) ?? 0);
    },
  });
}
