import Type from 'typebox';
import { exactly, Id, nullable } from './common.ts';

const text = (description: string, example: string) =>
  Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 254,
      pattern: '^[^\\u0000]*$',
      description,
      examples: [example],
    }),
  );

const subject = exactly(
  {
    user_id: Type.Optional(Id),
    login: text('Email or username, in any case.', 'ann@example.com'),
  },
  { description: 'Who: by `user_id` or by `login`.' },
);

const requirementKinds = [
  'permission',
  'role',
  'service',
  'level',
  'staff',
  'superuser',
  'owner',
  'address_allowed',
  'safe_method',
] as const;

const requirement = exactly({
  kind: Type.Unsafe<(typeof requirementKinds)[number]>({ type: 'string', enum: [...requirementKinds] }),
  name: text('Of the permission, role or service; a service also by its id.', 'orders.read'),
  level: text('In the service: this access level, or one above it.', 'editor'),
  at_most: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 1_000, description: 'The least powerful level.', examples: [3] }),
  ),
});

const policy = exactly(
  {
    match: Type.Unsafe<'all' | 'any'>({ type: 'string', enum: ['all', 'any'] }),
    requirements: Type.Array(requirement, {
      minItems: 1,
      maxItems: 20,
      examples: [[{ kind: 'permission', name: 'orders.read' }, { kind: 'owner' }]],
    }),
  },
  { description: 'What is required, where it is more than one permission. In place of `action`.' },
);

const request = {
  action: text('The permission that it takes.', 'orders.read'),
  service: text('Whether this service lets the subject in: its name or id. In place of `action`.', 'Orders'),
  level: text('With `service`: with this access level, or one above it.', 'editor'),
  policy: Type.Optional(policy),
  resource: Type.Optional(
    exactly({
      type: text('For your own use.', 'order'),
      id: text('For your own use.', '4711'),
      owner_id: Type.Optional(nullable({ ...Id, description: 'Whose it is: a user’s id.' })),
    }),
  ),
  address: Type.Optional(
    Type.String({
      maxLength: 100,
      description: 'Where the subject asks from: an address on the blocklist is refused.',
      examples: ['203.0.113.7'],
    }),
  ),
  method: Type.Optional(
    Type.String({ pattern: '^[A-Z]{1,20}$', description: 'HTTP method, in capitals.', examples: ['GET'] }),
  ),
};

/** Either one request, or `requests`; what an example shows is one. */
const oneRequest = {
  subject: { user_id: '019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70' },
  action: 'orders.read',
  resource: { type: 'order', id: '4711' },
};

export const ApiDecisionRequest = Type.Object(
  { subject, ...request },
  { additionalProperties: false, examples: [oneRequest] },
);

export const ApiDecisionQuestion = Type.Object(
  {
    subject: Type.Optional(subject),
    ...request,
    requests: Type.Optional(
      Type.Array(ApiDecisionRequest, {
        minItems: 1,
        maxItems: 1_000,
        description: 'Several at once; then nothing else is given.',
      }),
    ),
  },
  { additionalProperties: false, examples: [oneRequest] },
);

const step = exactly({
  requirement: Type.String({ examples: ['permission orders.read'] }),
  is_met: Type.Boolean({ examples: [true] }),
  role: nullable(Type.String({ description: 'The role that gives it.', examples: ['clerk'] })),
  group: nullable(
    Type.String({
      description: 'The group that gives the role, or access to a service.',
      examples: ['Back office'],
    }),
  ),
  text: Type.String({
    examples: ['The role clerk, through the group Back office, holds orders.read.'],
  }),
});

const reasons = ['denied', 'address_blocked', 'inactive', 'not_found'] as const;

const decision = {
  allowed: Type.Boolean({ examples: [true] }),
  reason: Type.Unsafe<(typeof reasons)[number] | null>({
    type: ['string', 'null'],
    enum: [...reasons, null],
    examples: [null],
    description: 'Null when allowed. `inactive`: the account is switched off.',
  }),
  missing: Type.Array(Type.String({ examples: ['permission orders.read'] }), {
    description: 'The requirements that stood in the way.',
    examples: [[]],
  }),
  because: Type.Array(step, {
    description: 'Every requirement, and what gives it to the subject: a step for each way.',
  }),
};

export const ApiDecision = exactly(decision);

export const ApiDecisions = exactly({
  items: Type.Array(
    exactly({
      ...decision,
      error: nullable(
        exactly(
          {
            code: Type.String({ examples: ['users.not_found'] }),
            detail: Type.String({ examples: ['There is no such user.'] }),
          },
          { description: 'Why there is no answer to this one.' },
        ),
      ),
    }),
    { description: 'One for each request, in their order.' },
  ),
});
