import type { ErrorCode } from '@ostiary/contract';
import type { AuditService, NewAuditEntry } from '#modules/audit';
import type { Database } from '#platform/db/database.ts';
import { isForeignKeyViolation } from '#platform/db/db-errors.ts';
import type { Tx } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import type { Caller } from './access.types.ts';
import { decide } from './decide.rules.ts';
import { describeRequirement, type Policy } from './policy.rules.ts';

/** Why something was refused, as a value: a throw inside the transaction would undo its audit entry. */
export interface Refusal {
  isRefused: true;
  code: ErrorCode;
  message?: string;
  entry: NewAuditEntry;
}

export type Outcome<T> = { isRefused: false; value: T } | Refusal;

export function done<T>(value: T): Outcome<T> {
  return { isRefused: false, value };
}

export interface RefusalOptions {
  code?: 'access.denied' | 'access.cannot_grant';
  message?: string;
  /** What the caller tried to do something to. */
  target?: { type: string; id: string };
}

const maxNeeds = 20;

/** What the policy has against the caller, if anything. The command line may do everything. */
export function refusalOf(caller: Caller, policy: Policy, options: RefusalOptions = {}): Refusal | undefined {
  if (caller.subject === 'operator') return undefined;
  const decision = decide(policy, { subject: caller.subject });
  if (decision.isAllowed) return undefined;
  const needs = decision.missing.slice(0, maxNeeds).map(describeRequirement);
  return refuse(options, needs);
}

export function refuse(options: RefusalOptions, needs: string[]): Refusal {
  const { code = 'access.denied', message, target } = options;
  return {
    isRefused: true,
    code,
    ...(message !== undefined && { message }),
    entry: {
      action: 'access.denied',
      outcome: 'denied',
      details: { code, needs },
      ...(target && { target }),
    },
  };
}

export interface Guard {
  /** AppError `access.unauthenticated`, or the refusal's code once the denial is in the audit log. */
  demand(caller: Caller, policy: Policy, options?: RefusalOptions): Promise<void>;
  /** Throws the refusal, if there is one, once it is in the audit log. */
  turnAway(caller: Caller, refusal: Refusal | undefined): Promise<void>;
  /**
   * A use case: checks `policy` before anything is read, then runs `work` in the one transaction. A
   * refusal that `work` returns commits its audit entry and is thrown afterwards.
   * Errors: as `demand`; `users.not_found` when a row was to be made for a user who does not exist.
   */
  perform<T>(caller: Caller, policy: Policy, work: (tx: Tx) => Promise<Outcome<T>>): Promise<T>;
}

export function createGuard(deps: { database: Database; audit: AuditService }): Guard {
  const { database, audit } = deps;

  function toError(refusal: Refusal): AppError {
    return new AppError(refusal.code, refusal.message === undefined ? {} : { message: refusal.message });
  }

  async function turnAway(caller: Caller, refusal: Refusal | undefined): Promise<void> {
    if (!refusal) return;
    // Strangers are only asked to sign in, unless they reach for a role: that is worth an entry.
    if (caller.subject === null && refusal.code === 'access.denied') {
      throw new AppError('access.unauthenticated');
    }
    await database.write((tx) => audit.record(tx, caller.act, refusal.entry));
    throw toError(refusal);
  }

  const demand: Guard['demand'] = (caller, policy, options = {}) =>
    turnAway(caller, refusalOf(caller, policy, options));

  async function perform<T>(
    caller: Caller,
    policy: Policy,
    work: (tx: Tx) => Promise<Outcome<T>>,
  ): Promise<T> {
    await demand(caller, policy);
    const outcome = await database
      .write(async (tx) => {
        const result = await work(tx);
        if (result.isRefused) await audit.record(tx, caller.act, result.entry);
        return result;
      })
      .catch((error: unknown) => {
        throw isForeignKeyViolation(error) ? new AppError('users.not_found', { cause: error }) : error;
      });
    if (outcome.isRefused) throw toError(outcome);
    return outcome.value;
  }

  return { demand, turnAway, perform };
}
