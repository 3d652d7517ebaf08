import type { Verdict } from '../authentication/chain.ts';
import type { CredentialRequest, GuardContext, ServiceShape, Subject } from '../types.ts';

/**
 * A request at the door: for authenticators and guards alike. A class, since one is made for every request: what is
 * asked of it is read from the framework's request only then.
 */
export abstract class Visit<S extends ServiceShape> implements CredentialRequest, GuardContext<S> {
  subject: Subject<S> | null = null;
  /** Undefined before somebody has asked who it is. */
  verdict: Verdict<S> | Promise<Verdict<S>> | undefined = undefined;

  keep(verdict: Verdict<S>): Verdict<S> {
    this.verdict = verdict;
    this.subject = verdict.outcome === 'accepted' ? verdict.subject : null;
    return verdict;
  }

  abstract get method(): string;
  abstract get url(): string;
  abstract get address(): string | undefined;
  abstract get request(): unknown;
  abstract header(name: string): string | undefined;
  abstract rawBody(): Promise<Uint8Array | undefined>;
}

/** As Node tells headers. */
export function headerIn(
  headers: Record<string, string | string[] | undefined>,
  name: string,
): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
