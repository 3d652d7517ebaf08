import { execFile } from 'node:child_process';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  postJson,
  startServerProcess,
  temporaryDirectory,
  type ServerProcess,
} from '../../packages/server/test/support/server-process.ts';
import { startPrometheus } from './prometheus.ts';
import { provideDebianPrograms, type DebianPrograms } from '../../tools/programs/debian-programs.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, 'deploy/observability');

let programs: DebianPrograms;
let server: ServerProcess;
let data: { path: string; remove(): Promise<void> };
let scraped: string;

beforeAll(async () => {
  programs = await provideDebianPrograms({ packages: ['prometheus'] });
  data = await temporaryDirectory();
  server = await startServerProcess({
    env: {
      OSTIARY_DATA_DIR: data.path,
      OSTIARY_ADMIN_USERNAME: 'root',
      OSTIARY_ADMIN_PASSWORD: 'correct-horse-7-battery',
    },
  });
  scraped = await (await fetch(`${server.url}/metrics`)).text();
});
afterAll(async () => {
  await server.stop();
  await data.remove();
});

async function promtool(...args: string[]): Promise<string> {
  const { env, find } = programs;
  const run = promisify(execFile)(find('promtool'), args, { env });
  const { stdout, stderr } = await run.catch((error: { stdout: string; stderr: string }) => {
    throw new Error(`${error.stdout}\n${error.stderr}`);
  });
  return stdout + stderr;
}

/** The names of metrics, without what a histogram appends. */
function declared(): Map<string, string> {
  return new Map(
    Array.from(scraped.matchAll(/^# TYPE (\S+) (\S+)$/gm), ([, name = '', type = '']) => [name, type]),
  );
}

/** Every metric of ours that a text names, as it is declared. */
function named(text: string): Set<string> {
  const all = Array.from(text.matchAll(/\b(?:ostiary|process|nodejs)_[a-z0-9_]+\b/g), ([name]) => name);
  return new Set(
    all.map((name) => {
      const base = name.replace(/_(bucket|sum|count)$/, '');
      return declared().get(base) === 'histogram' ? base : name;
    }),
  );
}

interface Panel {
  type: string;
  title: string;
  gridPos: { x: number; y: number; w: number; h: number };
  targets?: { expr: string }[];
}

async function panels(): Promise<Panel[]> {
  const text = await readFile(join(folder, 'grafana-dashboard.json'), 'utf8');
  return (JSON.parse(text) as { panels: Panel[] }).panels;
}

async function expressions(): Promise<string[]> {
  const ofPanels = (await panels()).flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
  // As Grafana puts them in.
  return ofPanels.map((expr) => expr.replaceAll('$__rate_interval', '1m').replaceAll('$instance', '.*'));
}

describe('what Prometheus is told', () => {
  test('the rules are ones, and tell what they are to tell', async () => {
    expect(await promtool('check', 'rules', join(folder, 'alerts.yml'))).toContain('SUCCESS');
    expect(await promtool('test', 'rules', join(folder, 'alerts.test.yml'))).toContain('SUCCESS');
  });

  test('the configuration is one, with the token beside it', async () => {
    const copy = join(data.path, 'prometheus');
    await cp(folder, copy, { recursive: true });
    await writeFile(join(copy, 'ostiary-token'), 'a token');
    expect(await promtool('check', 'config', join(copy, 'prometheus.yml'))).toContain('SUCCESS');
  });

  test('what the server answers is as Prometheus wants it', async () => {
    const child = promisify(execFile)(programs.find('promtool'), ['check', 'metrics'], { env: programs.env });
    child.child.stdin?.end(scraped);
    const problems = await child.then(
      ({ stdout, stderr }) => stdout + stderr,
      (error: { stdout: string; stderr: string }) => error.stdout + error.stderr,
    );
    expect(problems.split('\n').filter((line) => line.startsWith('ostiary_'))).toEqual([]);
    expect(problems).not.toContain('error while linting');
  });
});

describe('what is watched', () => {
  test('is measured: dashboard and alerts name no metric that there is not', async () => {
    const names = named(
      (await expressions()).join('\n') + (await readFile(join(folder, 'alerts.yml'), 'utf8')),
    );
    expect(names.size).toBeGreaterThan(20);
    expect([...names].filter((name) => !declared().has(name))).toEqual([]);
  });

  test('has the labels by which it is chosen', async () => {
    const text = `${(await expressions()).join('\n')}\n${await readFile(join(folder, 'alerts.yml'), 'utf8')}`;
    for (const [, name = '', selectors = ''] of text.matchAll(/(ostiary_\w+)\{([^}]*)\}/g)) {
      const series = scraped.split('\n').filter((line) => line.startsWith(`${name}{`));
      // Of requests there are none yet with every status.
      if (name.startsWith('ostiary_http_')) continue;
      for (const [, label = '', value = ''] of selectors.matchAll(/(\w+)!?="([^"]*)"/g))
        expect(
          series.some((line) => line.includes(`${label}="${value}"`)),
          `${name}{${label}="${value}"}`,
        ).toBe(true);
    }
  });

  test('is all that is measured: every metric of ours is drawn, and the guide says what it means', async () => {
    const drawn = named((await expressions()).join('\n'));
    const guide = named(await readFile(join(root, 'docs/guides/observability.md'), 'utf8'));
    const ours = [...declared().keys()].filter((name) => name.startsWith('ostiary_'));
    expect(ours.filter((name) => !drawn.has(name))).toEqual([]);
    expect(ours.filter((name) => !guide.has(name))).toEqual([]);
  });

  test('the guide says what to do about every alert', async () => {
    const alerts = await readFile(join(folder, 'alerts.yml'), 'utf8');
    const guide = await readFile(join(root, 'docs/guides/observability.md'), 'utf8');
    const names = Array.from(alerts.matchAll(/- alert: (\w+)/g), ([, name = '']) => name);
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
  });

  test('is asked for in words that Prometheus understands', async () => {
    const groups = (await expressions()).map((expr, index) => ({ record: `panel:${index}`, expr }));
    const file = join(data.path, 'panels.json');
    // JSON is YAML.
    await writeFile(file, JSON.stringify({ groups: [{ name: 'panels', rules: groups }] }));
    expect(await promtool('check', 'rules', file)).toContain(`${groups.length} rules found`);
  });

  test('has its place: no panel covers another', async () => {
    const taken = new Set<string>();
    for (const { title, gridPos } of await panels())
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++)
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          expect(taken.has(`${x} ${y}`), title).toBe(false);
          expect(x).toBeLessThan(24);
          taken.add(`${x} ${y}`);
        }
  });
});

describe('a Prometheus with these files', () => {
  const person = { username: 'root', password: 'correct-horse-7-battery' };

  /** A token of the administrator, as the guide says. */
  async function apiToken(): Promise<string> {
    const { body } = await postJson(`${server.url}/auth/token/`, person);
    const made = await fetch(`${server.url}/api/v1/me/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${String(body['access'])}` },
      body: JSON.stringify({ name: 'prometheus' }),
    });
    return ((await made.json()) as { token: string }).token;
  }

  test('scrapes the server, answers every panel, and has nothing to complain about', async () => {
    const prometheus = await startPrometheus({
      ...{ programs, examples: folder, folder: join(data.path, 'own'), token: await apiToken() },
      target: new URL(server.url).host,
    });
    try {
      // Rates need two looks.
      for (let round = 0; round < 4; round++) {
        await postJson(`${server.url}/auth/token/`, { ...person, password: 'something else' });
        await postJson(`${server.url}/auth/token/`, person);
        await sleep(1_100);
      }
      const asked = (await expressions()).map((expr) => expr.replaceAll('[1m]', '[30s]'));
      const answers = await Promise.all(asked.map((expr) => prometheus.query(expr)));
      // Of the others nothing has happened, or they are of PostgreSQL.
      const answered = asked.filter((_expr, index) => (answers[index] ?? []).length > 0);
      expect(answered.length).toBeGreaterThan(asked.length / 2);
      expect(await prometheus.query('sum(ostiary_sign_ins_total{result="succeeded"})')).toEqual([5]);
      expect(await prometheus.query('sum(ostiary_sign_ins_total{result="wrong_credentials"})')).toEqual([4]);
      expect(await prometheus.query('min(ostiary_ready)')).toEqual([1]);
      const rules = await prometheus.rules();
      expect(rules.length).toBeGreaterThan(10);
      expect(rules.filter(({ health }) => health !== 'ok' && health !== 'unknown')).toEqual([]);
      expect(rules.filter(({ state }) => state !== 'inactive')).toEqual([]);
    } finally {
      await prometheus.stop();
    }
  });
});
