import Type from 'typebox';
import { captchaField } from '../auth/captcha.ts';
import { ApiAuditEntry } from './audit.ts';
import { exactly, Id, listQuery, nullable, pageOf, Time } from './common.ts';
import { Otp, PasskeyShown } from './factors.ts';
import { ApiAccess, ApiUser, newPassword, ownProfile } from './users.ts';

const FactorKind = Type.Enum(['totp', 'passkey', 'recovery_code'], { examples: ['totp'] });

/** Where somebody stands with second factors. */
const secondFactor = exactly({
  required: Type.Boolean({ description: 'Whether a role of yours asks for one.', examples: [true] }),
  has: Type.Array(FactorKind, { description: 'Empty: a first factor is all there is.' }),
  grace_ends_at: nullable({
    ...Time,
    description: 'Until when you may do without the one that is required; null when none is missing.',
    examples: [null],
  }),
});

export const ApiMe = exactly({ ...ApiUser.properties, access: ApiAccess, second_factor: secondFactor });

export const ApiMeChanges = exactly(ownProfile);

const presentPassword = Type.String({ description: 'The present one.', examples: ['maple-otter-quilt'] });

export const OwnPasswordChange = exactly({ password: presentPassword, new_password: newPassword });

/** What somebody shows once more: one of these. */
export const StepUp = Type.Object(
  {
    password: Type.Optional(presentPassword),
    otp: Type.Optional(Otp),
    passkey: Type.Optional(PasskeyShown),
  },
  { additionalProperties: false, minProperties: 1, maxProperties: 1, examples: [{ otp: '287082' }] },
);

export const ApiProvedSession = exactly({
  acr: nullable(Type.String({ description: '`aal1` for one factor, `aal2` for two.', examples: ['aal2'] })),
  amr: Type.Array(Type.String(), {
    description: 'Authentication methods (RFC 8176).',
    examples: [['pwd', 'otp', 'mfa']],
  }),
  authenticated_at: Time,
});

/** What was asked for happens by mail. */
export const ApiAccepted = exactly({
  detail: Type.String({ examples: ['A mail is on its way.'] }),
});

const address = Type.String({
  minLength: 1,
  maxLength: 254,
  pattern: '^[^\\u0000]*$',
  examples: ['ann@example.com'],
});

export const EmailChange = exactly({ email: address });

export const ActivityListQuery = listQuery({ orders: ['-seq'], item: ApiAuditEntry });

/** What somebody let an application do. */
export const ApiGrantedApplication = exactly({
  client_id: Type.String({ examples: ['photo-printer'] }),
  name: Type.String({ examples: ['Photo printer'] }),
  logo_uri: nullable(Type.String({ examples: ['https://photos.example.org/logo.png'] })),
  homepage_uri: nullable(Type.String({ examples: ['https://photos.example.org'] })),
  is_first_party: Type.Boolean({ examples: [false] }),
  scopes: Type.Array(
    exactly({
      name: Type.String({ examples: ['photos.read'] }),
      description: nullable(Type.String({ examples: ['See your photos.'] })),
      service: nullable(Type.String({ description: 'Which defines it.', examples: ['Photos'] })),
    }),
  ),
  granted_at: Time,
  updated_at: Time,
});

export const ApiGrantedApplicationPage = pageOf(ApiGrantedApplication);

export const GrantedApplicationParams = exactly({
  client: Type.String({
    minLength: 1,
    maxLength: 2_000,
    pattern: '^[ -~]+$',
    description: 'The `client_id`.',
    examples: ['photo-printer'],
  }),
});

export const UserGrantedApplicationParams = exactly({ id: Id, ...GrantedApplicationParams.properties });

/** Everything that is kept of somebody and names them. Its `format` says how to read the rest. */
export const ApiOwnData = Type.Object(
  {
    format: Type.String({
      description: 'Changes when a reader of an older one would go wrong.',
      examples: ['ostiary-own-data/1'],
    }),
    created_at: Time,
  },
  { additionalProperties: true },
);

export const ApiDeletion = exactly({ requested_at: Time, due_at: Time });

const token = Type.String({
  minLength: 1,
  maxLength: 200,
  pattern: '^[^\\u0000]*$',
  description: 'Of the link in the mail.',
  examples: ['zYb0mWk2V6v4yR8mJq3nC9sZ5aLd7eGfHhUu2oIwQkT'],
});

export const RecoveryRequest = exactly({ email: address, ...captchaField });

/** What has to be answered before an account is made or a mail is sent for anybody. */
export const CaptchaQuestion = exactly({
  kind: Type.String({
    description: '`off`: nothing has to be answered. `proof-of-work`: see the guide on protection.',
    examples: ['proof-of-work'],
  }),
  challenge: nullable(
    Type.String({
      description: 'Good for ten minutes, once. Null when nothing has to be answered.',
      examples: ['2Qk7dLr0'],
    }),
  ),
  bits: nullable(
    Type.Integer({
      description: 'How many leading zero bits SHA-256 of the answer must have.',
      examples: [17],
    }),
  ),
});

export const Recovery = exactly({
  token,
  password: newPassword,
  end_sessions: Type.Optional(
    Type.Boolean({ description: 'Signs out everywhere. Default true.', examples: [true] }),
  ),
});

export const EmailVerification = exactly({ token });
