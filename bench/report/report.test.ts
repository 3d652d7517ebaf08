import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renderDocument } from './document.ts';
import { figuresFile, mergeFigures, rounded } from './figures-file.ts';
import type { Figures, GrowthRow, MatrixRow } from './figures.types.ts';
import { growthTable, ratioTable, shown, sizesTable, table } from './tables.ts';
import { reportFiles } from './write-report.ts';

const machine = {
  ...{ processor: 'Some', cores: 2, memoryGiB: 8, kernel: '6', node: 'v24', sqlite: '3', postgres: '18' },
};
const empty: Figures = { machine, cases: {} };

function growthRow(stage: string, rows: number, cost: number): GrowthRow {
  const others = { perSecond: 1, halfP50Ms: 1, halfP99Ms: 2, microseconds: 5 };
  return { operation: 'refresh', engine: 'sqlite', stage, rows, cost, ...others };
}

function matrixRow(engine: string, workers: number, perCpuSecond: number): MatrixRow {
  const times = { fullP50Ms: 1, fullP99Ms: 1, halfP50Ms: 1, halfP99Ms: 1 };
  const base = { baseline: 'bare', baselinePerCpuSecond: 1_000 };
  return {
    operation: 'verify',
    engine,
    workers,
    perSecond: 1,
    perCpuSecond,
    databaseMicroseconds: 0,
    ...times,
    ...base,
  };
}

describe('the report', () => {
  test('is what stands in docs/, which has none without figures', async () => {
    if (!existsSync(figuresFile)) return expect(existsSync(`${dirname(figuresFile)}.md`)).toBe(false);
    for (const [path, text] of Object.entries(await reportFiles())) {
      expect(readFileSync(path, 'utf8') === text, `${path}: npm run bench -- --report`).toBe(true);
    }
  });

  test('puts figures where the template names them', () => {
    const profiles = {
      'sign-in': {
        ...{ engine: 'sqlite', perSecond: 40, functions: [] },
        groups: [{ name: 'argon2', microseconds: 20_000, share: 0.875 }],
      },
    };
    const text = renderDocument('It is {{share sign-in / argon2}} hashing.\n{{machine}}', {
      ...empty,
      profiles,
    });
    expect(text).toContain('It is 87.5 % hashing.');
    expect(text).toContain('| Node | v24 |');
    expect(() => renderDocument('{{nothing}}', empty)).toThrow(TypeError);
  });

  test('gives for each size what is answered, and how fast', () => {
    const rows = [growthRow('10 users', 10, 4), { ...growthRow('20 users', 20, 6), operation: 'verify' }];
    expect(sizesTable(rows, 'sqlite').split('\n').slice(2)).toEqual([
      '| refresh | 1.00/s; 1.00 and 2.00 ms | – |',
      '| verify | – | 1.00/s; 1.00 and 2.00 ms |',
    ]);
    expect(sizesTable(rows, 'postgres').split('\n')).toHaveLength(2);
  });

  test('compares sizes to the smallest', () => {
    const text = growthTable([growthRow('10 users', 10, 4), growthRow('20 users', 20, 6)], 'sqlite');
    expect(text.split('\n').at(-1)).toBe('| refresh | 1.00 | 1.50 | 5.00 | 2.00 ms |');
  });

  test('compares operations to the least that they could cost, and says where nothing was measured', () => {
    const text = ratioTable([matrixRow('sqlite', 1, 500), matrixRow('postgres', 2, 250)]);
    expect(text.split('\n').at(-1)).toBe('| verify | bare | 0.50 | – | – | 0.25 |');
  });

  test('rounds, and does not let a cell end early', () => {
    expect([shown(12_345.6), shown(12.34), shown(0.567)]).toEqual(['12,346', '12.3', '0.57']);
    expect(table(['a', 'b'], [['x|y', 1]])).toBe('| a | b |\n| --- | ---: |\n| x\\|y | 1.00 |');
    expect(rounded({ a: [1.234567, 10], b: 'c' })).toEqual({ a: [1.235, 10], b: 'c' });
  });

  test('keeps what was not measured again on the same machine, and nothing of another', () => {
    const one = { rounds: 1, seconds: 1, tookSeconds: 1, figures: [] };
    const before: Figures = { machine, cases: { verify: one, refresh: one }, memory: [] };
    const again: Figures = { machine, cases: { verify: { ...one, rounds: 5 } } };
    expect(mergeFigures(before, again)).toEqual({
      machine,
      cases: { verify: { ...one, rounds: 5 }, refresh: one },
      memory: [],
    });
    const elsewhere = { ...again, machine: { ...machine, cores: 64 } };
    expect(mergeFigures(before, elsewhere)).toEqual(elsewhere);
  });
});
