import { execFileSync } from 'node:child_process';
import { parseEnv } from 'node:util';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { env, js, json, kotlin, lines, list, shell } from './quote.rules.ts';

const awkward = [
  'plain',
  'two words',
  "it's",
  'say "so"',
  '$HOME `id` $(id) !x',
  'back\\slash\\n',
  "' + process.exit() + '",
  'Grüße 👋',
];

function bash(script: string): string {
  return execFileSync('bash', ['-c', script], { encoding: 'utf8' });
}

describe.each(awkward)('%s', (value) => {
  it('is itself in JavaScript and JSON', () => {
    expect(runInNewContext(js(value))).toBe(value);
    expect(JSON.parse(json(value))).toBe(value);
  });

  it('is itself in a shell, as an argument and from a file of variables', () => {
    expect(bash(`printf %s ${shell(value)}`)).toBe(value);
    expect(bash(`A=${env(value)}; printf %s "$A"`)).toBe(value);
  });
});

it('files of variables are read alike by Node, unless both kinds of quotes are in a value', () => {
  for (const value of awkward.filter((text) => !/['\\]/.test(text) || text === "it's")) {
    expect(parseEnv(`A=${env(value)}`)).toEqual({ A: value });
  }
});

it('what needs no quotes has none, for those who take them as part of the value', () => {
  expect(env('https://id.example.org:8443/a_b-c')).toBe('https://id.example.org:8443/a_b-c');
});

it('a dollar begins no variable in Kotlin', () => {
  expect(kotlin('a$b"')).toBe('"a\\$b\\""');
});

it('lines that are not there leave no gap', () => {
  expect(lines('a', false, null, '', 'b')).toBe('a\n\nb\n');
  expect(list(['a', 'b'], json)).toBe('"a", "b"');
});
