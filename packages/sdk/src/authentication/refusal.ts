import type { Authentication, RefusalCode } from '../types.ts';

export type Refused = Extract<Authentication, { outcome: 'refused' }>;

export const noCredential: { outcome: 'none' } = Object.freeze({ outcome: 'none' });

export function refuse(code: RefusalCode, reason: string): Refused {
  return { outcome: 'refused', code, reason };
}
