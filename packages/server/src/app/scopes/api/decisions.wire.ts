import { isIP } from 'node:net';
import type { ApiDecision, ApiDecisionQuestion, ApiDecisionRequest } from '@ostiary/contract';
import type { Static } from 'typebox';
import {
  addressAllowed,
  allOf,
  anyOf,
  describeRequirement,
  levelAtMost,
  mayEnterService,
  ownerOfObject,
  permission,
  role,
  safeMethod,
  serviceLevel,
  staff,
  superuser,
  type Policy,
} from '#modules/access';
import type { Question, Verdict } from '#modules/account';
import { AppError, type FieldError } from '#platform/errors.ts';
import { given } from './from-wire.ts';

type Request = Static<typeof ApiDecisionRequest>;
type WirePolicy = NonNullable<Request['policy']>;
type WireRequirement = WirePolicy['requirements'][number];

/** Collects what is wrong with one request; `at` is where it stands, such as `requests.3.`. */
interface Reading {
  at: string;
  problems: FieldError[];
}

function complain({ at, problems }: Reading, path: string, message: string): void {
  problems.push({ path: at + path, message });
}

const plain = {
  staff,
  superuser,
  owner: ownerOfObject,
  address_allowed: addressAllowed,
  safe_method: safeMethod,
} as const;

/** Entering a service, with a level where one is asked for. */
function entry(service: string, level: string | undefined): Policy {
  return level === undefined ? mayEnterService(service) : serviceLevel(service, level);
}

function readRequirement(wire: WireRequirement, reading: Reading, path: string): Policy {
  const { kind, name, at_most: atMost, level } = wire;
  if (kind === 'permission' || kind === 'role') {
    if (name === undefined) complain(reading, `${path}.name`, `A ${kind} is required by its name.`);
    return kind === 'permission' ? permission(name ?? '') : role(name ?? '');
  }
  if (kind === 'level') {
    if (atMost === undefined) complain(reading, `${path}.at_most`, 'Say which level at most.');
    return levelAtMost(atMost ?? 0);
  }
  if (kind === 'service') {
    if (name === undefined) complain(reading, `${path}.name`, 'A service is required by its name or id.');
    return entry(name ?? '', level);
  }
  return plain[kind]();
}

function readPolicy({ action, policy, service, level }: Request, reading: Reading): Policy {
  if ([action, policy, service].filter((one) => one !== undefined).length !== 1) {
    complain(reading, 'action', 'Give either an action, a policy or a service.');
  }
  if (level !== undefined && service === undefined)
    complain(reading, 'level', 'A level is one of a service.');
  if (service !== undefined) return entry(service, level);
  if (policy === undefined) return permission(action ?? '');
  const requirements = policy.requirements.map((one, index) =>
    readRequirement(one, reading, `policy.requirements.${index}`),
  );
  return policy.match === 'all' ? allOf(...requirements) : anyOf(...requirements);
}

function readSubject({ subject }: Request, reading: Reading): Question['subject'] {
  const { user_id: userId, login } = subject;
  if ((userId === undefined) === (login === undefined)) {
    complain(reading, 'subject', 'Name the subject by user_id or by login.');
  }
  return userId === undefined ? { login: login ?? '' } : { userId };
}

function readRequest(request: Request, reading: Reading): Question {
  const { address, method, resource } = request;
  if (address !== undefined && isIP(address) === 0)
    complain(reading, 'address', 'This is not an IP address.');
  return {
    subject: readSubject(request, reading),
    policy: readPolicy(request, reading),
    ...given({ address, method, ownerId: resource?.owner_id }),
  };
}

function refuseProblems(problems: FieldError[]): void {
  if (problems.length > 0) throw new AppError('request.invalid', { fields: problems.slice(0, 50) });
}

/** What a body asks: one question or several. AppError `request.invalid` with the fields. */
export function readQuestions(body: Static<typeof ApiDecisionQuestion>): {
  isBatch: boolean;
  questions: Question[];
} {
  const problems: FieldError[] = [];
  const { requests, subject, ...rest } = body;
  if (requests === undefined) {
    if (subject === undefined) problems.push({ path: 'subject', message: 'Say of whom you ask.' });
    const question = readRequest({ subject: subject ?? {}, ...rest }, { at: '', problems });
    refuseProblems(problems);
    return { isBatch: false, questions: [question] };
  }
  for (const name of Object.keys(body).filter((key) => key !== 'requests')) {
    problems.push({ path: name, message: 'Several requests stand alone.' });
  }
  const questions = requests.map((one, index) => readRequest(one, { at: `requests.${index}.`, problems }));
  refuseProblems(problems);
  return { isBatch: true, questions };
}

export function verdictToWire(verdict: Verdict): Static<typeof ApiDecision> {
  return {
    allowed: verdict.isAllowed,
    reason: verdict.reason,
    missing: verdict.missing.map(describeRequirement),
    because: verdict.because.map(({ requirement, isMet, role: name, group, text }) => ({
      requirement,
      is_met: isMet,
      role: name,
      group,
      text,
    })),
  };
}
