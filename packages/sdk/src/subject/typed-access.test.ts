import { describe, expect, it } from 'vitest';
import type { OstiaryWarning } from '../ostiary.types.ts';
import type { Schema, SchemaResult } from '../types.ts';
import { createTypedAccess } from './typed-access.ts';

interface Region {
  region: string;
}
type Shape = { level: 'reader' | 'editor'; data: Region };

function schemaOf(
  validate: (value: unknown) => SchemaResult<Region> | Promise<SchemaResult<Region>>,
): Schema<Region> {
  return { '~standard': { version: 1, vendor: 'test', validate } };
}

const strict = schemaOf((value) =>
  typeof value === 'object' && value !== null && 'region' in value && typeof value.region === 'string'
    ? { value: { region: value.region.toUpperCase() } }
    : { issues: [{ message: 'secret@example.org is no region', path: ['region'] }] },
);

function typedWith(schema: Schema<Region> | undefined) {
  const warnings: OstiaryWarning[] = [];
  const typed = createTypedAccess<Shape>({
    levels: ['reader', 'editor'],
    schema,
    onWarning: (warning) => warnings.push(warning),
  });
  return { typed, warnings };
}

describe('access with the service’s own types', () => {
  it('has the data as the schema makes it, once for each record', () => {
    let calls = 0;
    const counted = schemaOf((value) => (calls++, strict['~standard'].validate(value)));
    const { typed } = typedWith(counted);
    const access = { level: 'editor', data: { region: 'north' } };
    expect(typed.read(access)).toEqual({ level: 'editor', data: { region: 'NORTH' } });
    expect(typed.read(access)).toBe(typed.read(access));
    expect(calls).toBe(1);
    expect(typed.read(null)).toBeNull();
  });

  it('is none where the data does not fit, which is told without the data', () => {
    const { typed, warnings } = typedWith(strict);
    expect(typed.read({ level: 'editor', data: {} })).toBeNull();
    expect(typed.read({ level: 'reader', data: { region: 3 } })).toBeNull();
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatchObject({ code: 'data_invalid' });
    expect(warnings[0]?.message).toContain('region');
    expect(warnings[0]?.message).not.toContain('secret@example.org');
  });

  it('is none where the schema throws or rejects', async () => {
    const throwing = schemaOf(() => {
      throw new Error('broken');
    });
    expect(typedWith(throwing).typed.read({ level: null, data: {} })).toBeNull();
    const rejecting = schemaOf(() => Promise.reject(new Error('broken')));
    expect(await typedWith(rejecting).typed.read({ level: null, data: {} })).toBeNull();
  });

  it('may be waited for', async () => {
    const slow = schemaOf((value) => Promise.resolve(strict['~standard'].validate(value)));
    const { typed } = typedWith(slow);
    const access = { level: 'reader', data: { region: 'south' } };
    expect(await typed.read(access)).toEqual({ level: 'reader', data: { region: 'SOUTH' } });
    // Known by now.
    expect(typed.read(access)).toEqual({ level: 'reader', data: { region: 'SOUTH' } });
  });

  it('has no level where the service does not know it, which is told', () => {
    const { typed, warnings } = typedWith(strict);
    expect(typed.read({ level: 'owner', data: { region: 'x' } })).toMatchObject({ level: null });
    expect(warnings[0]?.code).toBe('level_unknown');
  });
});
