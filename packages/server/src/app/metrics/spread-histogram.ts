import { Histogram, type Registry } from 'prom-client';
import type { SpreadReading } from '#platform/spread.ts';

export interface SpreadMetric {
  name: string;
  help: string;
  registers: Registry[];
  /** By the value of its label; nothing of what this process does not have. */
  read(): ReadonlyMap<string, SpreadReading>;
  /** The name of the label; without one, the only value is ''. */
  label?: string;
}

interface Sample {
  metricName: string;
  labels: Record<string, string | number>;
  value: number;
  exemplar: null;
}

function samplesOf(
  name: string,
  labels: Record<string, string>,
  { bounds, counts, sum }: SpreadReading,
): Sample[] {
  const sample = (suffix: string, value: number, more: Record<string, string | number> = {}): Sample => ({
    metricName: `${name}_${suffix}`,
    labels: { ...more, ...labels },
    value,
    exemplar: null,
  });
  let upTo = 0;
  const buckets = counts.map((count, index) => {
    upTo += count;
    return sample('bucket', upTo, { le: bounds[index] ?? '+Inf' });
  });
  return [...buckets, sample('sum', sum), sample('count', upTo)];
}

/** What parts of the server count by themselves, which know nothing of Prometheus. */
export class SpreadHistogram extends Histogram {
  readonly #metric: SpreadMetric;
  /** Says what it is, as any other. */
  readonly #empty: Histogram;

  constructor(metric: SpreadMetric) {
    const { name, help, registers, label } = metric;
    super({ name, help, registers, labelNames: label === undefined ? [] : [label] });
    this.#metric = metric;
    this.#empty = new Histogram({ name, help, registers: [] });
  }

  override async get(): ReturnType<Histogram['get']> {
    const { name, label, read } = this.#metric;
    const values = [...read()].flatMap(([of, reading]) =>
      samplesOf(name, label === undefined ? {} : { [label]: of }, reading),
    );
    return Object.assign(await this.#empty.get(), { values });
  }

  /** By which a registry asks for what it prints. */
  getForPromString(): ReturnType<Histogram['get']> {
    return this.get();
  }
}
