import Type from 'typebox';
import { otpField } from './second-factor.ts';

const login = {
  email: Type.Optional(Type.String({ description: 'Email; or send `username`.' })),
  username: Type.Optional(Type.String({ description: 'Username; or send `email`.' })),
};

export const SignInRequest = Type.Object(
  { ...login, password: Type.String(), ...otpField },
  { examples: [{ email: 'user@test.com', password: 'user-pass' }] },
);

export const TokenPairReply = Type.Object({ refresh: Type.String(), access: Type.String() });

export const RefreshRequest = Type.Object({ refresh: Type.String() });

/** `refresh` is there when refresh tokens rotate: use it from then on. */
export const RefreshReply = Type.Object({ access: Type.String(), refresh: Type.Optional(Type.String()) });

export const TokenRequest = Type.Object({
  token: Type.String({ description: 'An access, refresh or sliding token.' }),
});

/** A single token: sliding, static, or the one of the DRF tutorial. */
export const TokenReply = Type.Object({ token: Type.String() });

export const SignOutRequest = Type.Object({
  refresh: Type.Optional(Type.String({ description: 'Without it, the session of the credential ends.' })),
});

export const EmptyReply = Type.Object({}, { additionalProperties: false });

/** Sent by a service that passes somebody's request on. */
export const ServiceHeaders = Type.Object({
  'ostiary-service': Type.Optional(
    Type.String({ description: 'The key of a client service that asks for somebody.' }),
  ),
  'ostiary-client-address': Type.Optional(
    Type.String({
      description:
        'Where that request came from: limits, blocklist and audit see this address. Means nothing without ' +
        'the key of a service.',
      examples: ['203.0.113.7'],
    }),
  ),
});
