import type { Caller, Policy, Requirement, Step } from '#modules/access';

/** Of whom something is asked. */
export type Asked = { userId: string } | { login: string };

/** May this subject do what this policy is for? */
export interface Question {
  subject: Asked;
  policy: Policy;
  /** The user whom the object asked for belongs to. */
  ownerId?: string | null;
  /** Where the subject asks from: refused when it is blocked. */
  address?: string;
  /** HTTP method, in capitals. */
  method?: string;
}

export interface Verdict {
  isAllowed: boolean;
  /** Null when allowed. */
  reason: 'denied' | 'address_blocked' | 'inactive' | null;
  missing: Requirement[];
  because: Step[];
}

export interface DecisionService {
  /**
   * An answer for each question, in their order; undefined where there is no such user. Whoever asks about
   * anybody but themselves, or with an address, needs `access.decide`. Changes and records nothing; a constant number of queries
   * however many questions, of which there are at most 1,000.
   */
  decide(caller: Caller, questions: readonly Question[]): Promise<(Verdict | undefined)[]>;
}
