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
  type ServiceStanding,
} from '#modules/access';
import type { ServiceService } from '#modules/services';
import type { Database } from '#platform/db/database.ts';
import type { DecisionService, Question, Verdict } from './decisions.types.ts';
import { readStandings } from './standings.ts';
import { findSubjects, type FoundUser } from './subjects.store.ts';

export interface DecisionDeps {
  database: Database;
  access: AccessService;
  services: ServiceService;
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
  standings: ReadonlyMap<string, ServiceStanding> | undefined;
}

/** A subject is somebody who exists, so a refusal is never for want of a sign-in. */
function judge(question: Question, { user, held, isAddressBlocked, standings }: Judging): Verdict {
  if (!user.isActive) return inactive;
  const { address, method, ownerId } = question;
  const policy = address === undefined ? question.policy : allOf(addressAllowed(), question.policy);
  const roles = held?.roles ?? [];
  const context: DecisionContext = {
    subject: { ...accessFrom(roles), userId: user.id, isStaff: user.isStaff, isSuperuser: user.isSuperuser },
    isAddressBlocked,
    ...(standings && { services: standings }),
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
export function createDecisionService({ database, access, services }: DecisionDeps): DecisionService {
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
      const known = new Map(users.flatMap((user) => (user ? [[user.id, user]] : [])));
      const holdings = await access.holdingsOf(db, [...known.keys()]);
      const policies = questions.map(({ policy }) => policy);
      const standings = await readStandings({ db, services }, policies, [...known.values()]);
      return Promise.all(
        questions.map(async (question, index) => {
          const user = users[index];
          if (!user) return undefined;
          const { address } = question;
          const isAddressBlocked = address !== undefined && (await access.isBlocked(address));
          const held = holdings.get(user.id);
          return judge(question, { user, held, isAddressBlocked, standings: standings.get(user.id) });
        }),
      );
    },
  };
}
