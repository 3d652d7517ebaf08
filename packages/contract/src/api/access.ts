import Type from 'typebox';
import { exactly, Id, nullable, Time } from './common.ts';

export const ApiBlock = exactly({
  id: Id,
  range: Type.String({
    description: 'A CIDR range in canonical form, such as 203.0.113.0/24.',
    examples: ['203.0.113.0/24'],
  }),
  reason: Type.String({ examples: ['password guessing'] }),
  created_at: Time,
  expires_at: nullable(Time),
});

export const ApiBlockCreation = exactly({
  range: Type.String({
    description: 'An address or CIDR range, IPv4 or IPv6.',
    examples: ['203.0.113.0/24'],
  }),
  reason: Type.Optional(Type.String({ maxLength: 500, examples: ['password guessing'] })),
  expires_at: Type.Optional(nullable(Time)),
});

export const BlockParams = exactly({
  range: Type.String({
    maxLength: 100,
    description: 'The range, its slash written %2F.',
    examples: ['203.0.113.0/24'],
  }),
});
