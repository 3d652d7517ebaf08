import { expect, test } from 'vitest';
import { exportAddress } from '../export/export.rules.ts';
import { estimatedLines, importAddress, percentDone, problemsToCsv, typeOf } from './import.rules.ts';

test('a table of bad lines is CSV, and no formula', () => {
  const problem = { line: 3, code: 'users.email_taken', path: 'email', message: 'Has "this", too.' };
  expect(problemsToCsv([problem, { ...problem, line: 4, message: '=HYPERLINK(1)' }])).toBe(
    'line,field,code,message\r\n' +
      '3,email,users.email_taken,"Has ""this"", too."\r\n' +
      "4,email,users.email_taken,'=HYPERLINK(1)\r\n",
  );
});

test('how far it is goes by the lines of the beginning, and is never the end before it', () => {
  expect(estimatedLines('a\nb\n', { bytes: 4, size: 400 })).toBe(200);
  expect(estimatedLines('no end of line', { bytes: 14, size: 14 })).toBe(1);
  expect(estimatedLines('', { bytes: 0, size: 0 })).toBe(1);
  expect([percentDone(0, 200), percentDone(50, 200), percentDone(500, 200)]).toEqual([0, 25, 99]);
});

test('a file is CSV by its name', () => {
  expect(['People.CSV', 'people.jsonl', 'csv'].map(typeOf)).toEqual([
    'text/csv',
    'application/jsonl',
    'application/jsonl',
  ]);
});

test('addresses say what was chosen', () => {
  const choice = { existing: 'skip', assignments: 'add', isDryRun: true } as const;
  expect(importAddress(choice)).toBe(
    '/api/v1/imports?existing=skip&assignments=add&progress=true&dry_run=true',
  );
  expect(importAddress({ ...choice, isDryRun: false, resume: 'r' })).toBe(
    '/api/v1/imports?existing=skip&assignments=add&progress=true&resume=r',
  );
  expect(exportAddress({ format: 'csv', roles: false, groups: true, hashes: true })).toBe(
    '/api/v1/exports/users?format=csv&include=groups&include_hashes=true',
  );
});
