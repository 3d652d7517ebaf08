import { expect } from 'vitest';
import { AppError } from '#platform/errors.ts';

/** What it gives; undefined for a refusal under one of these codes. Anything else that is thrown is an accident. */
export function refusalOf<T>(read: () => T, codes: readonly string[]): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect(codes).toContain(error.code);
    return undefined;
  }
}
