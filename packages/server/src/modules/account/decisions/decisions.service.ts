import {
  accessFrom,
  addressAllowed,
  allOf,
  decide,
  explain,
  type AccessService,
  type Caller,
  type DecisionContext,
  type Held,
} from '#modules/access';
import type { Database } from '#platform/db/database.ts';
import type { DecisionService, Question, Verdict } from './decisions.types.ts';
import { findSubjects, type FoundUser } from './subjects.store.ts';

export interface DecisionDeps {
  database: Database;
  access: AccessService;
}

/** Everybody may know about themselves; who asks about nobody that exists asks about somebody else. */
function isAboutOneself(caller: Caller, users: readonly (FoundUser | undefined)[]): boolean {
  if (caller.subject === null || caller.subject === 'operator') return false;
  const { userId } = caller.subject;
  return users.every((user) => user?.id === userId);
}

/** Whether an address is blocked is nothing about oneself. */
function hasAddress({ address }: Question): boolean {
  return address !== undefined;
}

const inactive: Verdict = {
  isAllowed: false,
  reason: 'inactive',
  missing: [],
  because: [
    {
      requirement: 'active account',
      isMet: false,
      role: null,
      group: null,
      text: 'The account of the subject is switched off.',
    },
  ],
};

interface Judging {
  user: FoundUser;
  held: Held | undefined;
  isAddressBlocked: boolean;
}

/** A subject is somebody who exists, so a refusal is never for want of a sign-in. */
function judge(question: Question, { user, held, isAddressBlocked }: Judging): Verdict {
  if (!user.isActive) return inactive;
  const { address, method, ownerId } = question;
  const policy = address === undefined ? question.policy : allOf(addressAllowed(), question.policy);
  const roles = held?.roles ?? [];
  const context: DecisionContext = {
    subject: { ...accessFrom(roles), userId: user.id, isStaff: user.isStaff, isSuperuser: user.isSuperuser },
    isAddressBlocked,
    ...(method !== undefined && { method }),
    ...(ownerId !== undefined && { object: { ownerId } }),
  };
  const decision = decide(policy, context);
  const because = explain(policy, context, roles);
  if (decision.isAllowed) return { isAllowed: true, reason: null, missing: [], because };
  const reason = decision.reason === 'address_blocked' ? 'address_blocked' : 'denied';
  return { isAllowed: false, reason, missing: decision.missing, because };
}

/** Answers what somebody is allowed, by the same function that decides here. */
export function createDecisionService({ database, access }: DecisionDeps): DecisionService {
  return {
    async decide(caller, questions) {
      const { db } = database;
      const users = await findSubjects(
        db,
        questions.map(({ subject }) => subject),
      );
      if (!isAboutOneself(caller, users) || questions.some(hasAddress)) {
        await access.requirePermission(caller, 'access.decide');
      }
      const ids = new Set(users.flatMap((user) => user?.id ?? []));
      const holdings = await access.holdingsOf(db, [...ids]);
      return Promise.all(
        questions.map(async (question, index) => {
          const user = users[index];
          if (!user) return undefined;
          const { address } = question;
          const isAddressBlocked = address !== undefined && (await access.isBlocked(address));
          return judge(question, { user, held: holdings.get(user.id), isAddressBlocked });
        }),
      );
    },
  };
}
