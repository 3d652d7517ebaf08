import type {
  AnyService,
  GuardContext,
  GuardDecision,
  Schema,
  SchemaIssue,
  Subject,
} from '../../src/types.ts';

export interface Subscriber {
  name: string;
  age: number;
  email: string;
  isActive: boolean;
  tags: string[];
  city?: string;
  note: string | null;
}

type Check = [name: keyof Subscriber, isGood: (value: unknown) => boolean, message: string];

const isText = (value: unknown): boolean => typeof value === 'string';

const checks: Check[] = [
  ['name', (value) => isText(value) && value !== '', 'A valid string is required.'],
  ['age', (value) => Number.isInteger(value), 'A valid integer is required.'],
  ['email', (value) => isText(value) && String(value).includes('@'), 'Enter a valid email address.'],
  ['isActive', (value) => typeof value === 'boolean', 'Must be a valid boolean.'],
  ['city', (value) => value === undefined || isText(value), 'A valid string is required.'],
  ['note', (value) => value === null || isText(value), 'A valid string is required.'],
];

function issuesOf(input: Record<string, unknown>): SchemaIssue[] {
  const issues = checks
    .filter(([name, isGood]) => !isGood(input[name]))
    .map(([name, , message]): SchemaIssue => ({ path: [name], message }));
  for (const [index, tag] of (input['tags'] as unknown[]).entries()) {
    if (!isText(tag)) issues.push({ path: ['tags', { key: index }], message: 'Not a valid string.' });
  }
  if (input['name'] === input['email']) issues.push({ message: 'Name and email must differ.' });
  return issues;
}

/** As a library of schemas would have it, with defaults and without what it does not know. */
export const subscriberSchema: Schema<Subscriber> = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate(value) {
      const { name, age, email, city, ...rest } = value as Record<string, unknown>;
      const { isActive = true, tags = [], note = null } = rest;
      const input = { name, age, email, isActive, tags, note, ...(city !== undefined && { city }) };
      const issues = issuesOf(input);
      return issues.length > 0 ? { issues } : { value: input as Subscriber };
    },
  },
};

export function subscriber(given: Partial<Subscriber> = {}): Subscriber {
  const fields = { name: 'Ada', age: 36, email: 'ada@example.com', isActive: true, tags: [], note: null };
  return { ...fields, ...given };
}

export function subject(sub: string, roles: string[] = []): Subject {
  return {
    ...{ kind: 'user', sub, profile: {}, isStaff: false, isSuperuser: false, roles, permissions: [] },
    ...{ level: null, access: null, mayEnter: true, scopes: [], clientId: null, sessionId: null },
    ...{ method: 'bearer', claims: null },
  };
}

const allowed: GuardDecision = { isAllowed: true };

export const signedIn = ({ subject: who }: GuardContext): GuardDecision =>
  who ? allowed : { isAllowed: false, status: 401, code: 'not_authenticated', reason: 'Sign in.' };

const isRead = (method: string): boolean => ['GET', 'HEAD', 'OPTIONS'].includes(method);

export const ownerOrReadOnly = (
  context: GuardContext<AnyService, { owner: string | null }>,
): GuardDecision =>
  isRead(context.method) || (context.subject !== null && context.object?.owner === context.subject.sub)
    ? allowed
    : { isAllowed: false, status: 403, code: 'not_owner', reason: 'Only the owner may.' };
