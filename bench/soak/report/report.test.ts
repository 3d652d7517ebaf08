import { describe, expect, it } from 'vitest';
import { judge } from '../verdict/verdict.ts';
import { constantTables, observe } from '../verdict/observe.ts';
import type { Sample } from '../watch/watch.ts';
import { randomFrom } from '../world/random.ts';
import { drawAll } from './charts.ts';
import { writeMarkdown } from './markdown.ts';

const seconds = 1800;
const random = randomFrom(3);

interface Planted {
  leakMiB?: number;
  leakedRows?: number;
  slowerMs?: number;
  auditEach?: number;
}

const answeredWith = ({ slowerMs = 0 }: Planted) =>
  Array.from({ length: seconds * 10 }, (_, index) => {
    const at = index / 10;
    const kind = ['sign-in', 'verify'][index % 2] ?? '';
    return { kind, at, ms: 20 + 5 * random() + (at > 1200 ? slowerMs : 0) };
  });

function samplesWith({ leakMiB = 0, leakedRows = 0, auditEach = 1 }: Planted): Sample[] {
  return Array.from({ length: 360 }, (_, index): Sample => {
    const at = index * 5;
    const process = (rssMiB: number) => ({ pid: 1, rssMiB, threads: 11, descriptors: 40 + (index % 3) });
    const table = (rows: number) => ({ rows, bytes: rows * 100 });
    return {
      at,
      processes: {
        supervisor: process(60),
        'worker 1': process(180 + 20 * random() + (leakMiB * at) / seconds),
        'worker 2': process(180 + 20 * random()),
      },
      server: { heapMiB: 80 + 30 * random(), externalMiB: 20, loopDelayMs: 10, mailsWaiting: 0 },
      service: {
        heapMiB: 30 + 10 * random(),
        loopDelayMs: 10,
        rows: { users: 200 },
        state: 'live',
        troubles: [],
      },
      database: {
        bytes: 5_000_000 + at,
        tables: {
          audit_entries: table(Math.round(100 + at * 5 * auditEach)),
          usage_counts: table(Math.round(at)),
          sessions: table(Math.round(3000 + 100 * random() + (leakedRows * at) / seconds)),
          keys: table(2),
          ...Object.fromEntries(
            Array.from({ length: 24 }, (_none, which) => [
              `table_${String(which)}`,
              table(which * 100 + (index % 7)),
            ]),
          ),
        },
      },
    };
  });
}

function soaked(planted: Planted = {}) {
  const samples = samplesWith(planted);
  const answered = answeredWith(planted);
  const claims = [{ name: 'no unexpected answer', holds: true, found: '0' }];
  const verdict = judge(observe({ samples, answered, claims, seconds, stepSeconds: 30 }));
  return { samples, answered, verdict };
}

const missedOf = (planted: Planted): string[] =>
  soaked(planted)
    .verdict.findings.filter(({ isMet }) => !isMet)
    .map(({ what }) => what);

describe('samples of half an hour', () => {
  it('are flat when nothing was planted', () => {
    expect(missedOf({})).toEqual([]);
  });

  it.each([
    ['a leak of memory in one worker', { leakMiB: 45 }, ['worker 1, memory']],
    ['rows that stay', { leakedRows: 900 }, ['table sessions']],
    [
      'answers that become slower',
      { slowerMs: 25 },
      ['sign-in, p50', 'sign-in, p99', 'verify, p50', 'verify, p99'],
    ],
    ['an audit log that says everything twice', { auditEach: 2 }, ['table audit_entries']],
    ['an audit log that says half', { auditEach: 0.5 }, ['table audit_entries']],
  ])('show %s, and nothing else', (_, planted, missed) => {
    expect(missedOf(planted)).toEqual(missed);
  });
});

describe('the report', () => {
  const { samples, answered, verdict } = soaked();
  const pictures = drawAll(samples, answered);
  const report = {
    ...{ command: 'npm run soak', version: 'PostgreSQL 18', date: '2026-11-28', seconds, warmUpSeconds: 600 },
    ...{ steps: 60, stepSeconds: 30, skippedDays: 3, cut: 1, done: new Map([['signs in', 9000]]) },
    ...{ verdict, answered, unexpected: [], audit: { 'session.sign_in': 9000 }, pictures },
    constant: constantTables(samples),
  };

  it('has at most fifteen small plots, each of which it shows', () => {
    expect(pictures.length).toBeGreaterThan(10);
    expect(pictures.length).toBeLessThanOrEqual(15);
    const markdown = writeMarkdown(report);
    for (const { file, svg } of pictures) {
      expect(Buffer.byteLength(svg)).toBeLessThan(40_000);
      expect(markdown).toContain(`](${file})`);
    }
  });

  it('says what is flat, by which bounds, and what changed in nothing', () => {
    const markdown = writeMarkdown(report);
    expect(markdown).toContain('**Flat**');
    expect(markdown).toContain('Tables in which nothing changed: `keys`.');
    expect(markdown).toContain('| yes | worker 1, memory |');
    expect(markdown).toContain('180 days in all');
  });

  it('says first what is not flat', () => {
    const leaking = soaked({ leakMiB: 60 });
    const unexpected = [{ kind: 'verify', at: 7, what: '500 instead of 200' }];
    const markdown = writeMarkdown({ ...report, verdict: leaking.verdict, unexpected });
    expect(markdown).toContain('**Not flat**');
    expect(markdown).toContain('- worker 1, memory: ');
    expect(markdown).toContain('at 7 s, verify: 500 instead of 200');
  });
});
