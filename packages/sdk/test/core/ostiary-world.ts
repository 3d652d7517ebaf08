import { afterEach, beforeEach } from 'vitest';
import type { Authentication, OstiaryOptions, OstiaryWarning } from '../../src/index.ts';
import { buildOstiary } from '../../src/ostiary.ts';
import { createTestIssuer, type TestIssuer } from '../../src/testing/index.ts';
import type { CredentialRequest, Fetch } from '../../src/types.ts';
import { quickPace } from './sync-world.ts';

export const audience = 'https://orders.test';
export const levels = ['reader', 'editor'] as const;

export type Options = Partial<Omit<OstiaryOptions<'reader' | 'editor'>, 'levels'>>;
type Internals = Parameters<typeof buildOstiary>[1];

/** A test issuer and what is built beside it, anew for each test. */
export class OstiaryWorld {
  issuer!: TestIssuer;
  /** How far the clock is ahead of the machine's, in milliseconds. */
  ahead = 0;
  warnings: OstiaryWarning[] = [];
  /** Paths of requests. */
  asked: string[] = [];
  readonly running: { close(): Promise<void> }[] = [];

  constructor() {
    beforeEach(async () => {
      this.ahead = 0;
      this.warnings = [];
      this.asked = [];
      this.issuer = await createTestIssuer<string>({ audience, levels, now: this.now, beatMs: 20 });
    });
    afterEach(async () => {
      await Promise.all(this.running.splice(0).map((one) => one.close()));
    });
  }

  readonly now = (): number => Date.now() + this.ahead;

  readonly fetch: Fetch = (input, init) => {
    this.asked.push(pathOf(input));
    return this.issuer.fetch(input, init);
  };

  create(options: Options = {}, internals: Internals = {}) {
    const { issuer, fetch, now } = this;
    const ostiary = buildOstiary(
      {
        ...{ url: issuer.url, audience, key: issuer.key, fetch, levels, now },
        onWarning: (warning) => void this.warnings.push(warning),
        onError: () => undefined,
        ...options,
      },
      { pace: quickPace, ...internals },
    );
    this.running.push(ostiary);
    return ostiary;
  }

  async started(options: Options = {}, internals: Internals = {}) {
    const ostiary = this.create(options, internals);
    await ostiary.start();
    return ostiary;
  }
}

export type Own = ReturnType<OstiaryWorld['create']>;

export function pathOf(input: Parameters<Fetch>[0]): string {
  return new URL(input instanceof Request ? input.url : input).pathname;
}

function subjectIn(answer: Authentication<{ level: 'reader' | 'editor'; data: unknown }>) {
  if (answer.outcome !== 'accepted') throw new Error(JSON.stringify(answer));
  return answer.subject;
}

export const subjectOf = async (ostiary: Own, token: string) => subjectIn(await ostiary.subjectOf(token));

export const anyRequest = (): CredentialRequest => ({ method: 'GET', url: '/', header: () => undefined });
