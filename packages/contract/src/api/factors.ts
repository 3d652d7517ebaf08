import Type from 'typebox';
import { exactly, Id, nullable, pageOf, Time } from './common.ts';

const label = (example: string) =>
  Type.String({ minLength: 1, maxLength: 100, pattern: '^[^\\u0000]*$', examples: [example] });

/** A credential id of WebAuthn, which may be as long as the authenticator likes. */
const CredentialId = Type.String({
  minLength: 1,
  maxLength: 1_400,
  pattern: '^[A-Za-z0-9_-]+$',
  description: 'The credential id, base64url.',
  examples: ['Wm9vIGtlZXBlcnMgbGlrZSBvdHRlcnM'],
});

export const Otp = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern: '^[^\\u0000]*$',
  description: 'Of an authenticator app, or a recovery code; blanks and dashes do not count.',
  examples: ['287082'],
});

/** An authenticator app (RFC 6238). Its secret is never read back. */
export const ApiTotpFactor = exactly({
  id: Id,
  name: Type.String({ examples: ['Phone'] }),
  created_at: Time,
  last_used_at: nullable(Time),
});

export const ApiPasskey = exactly({
  id: CredentialId,
  name: Type.String({ examples: ['Laptop'] }),
  is_synced: Type.Boolean({
    description: 'Whether it is kept by a service that copies it between devices.',
    examples: [true],
  }),
  created_at: Time,
  last_used_at: nullable(Time),
  cloned_at: nullable({
    ...Time,
    description: 'Since when it is good for nothing, because there are two of it.',
    examples: [null],
  }),
});

/** What somebody can show beside a password. */
export const ApiFactors = exactly({
  totp: Type.Array(ApiTotpFactor, { description: 'Authenticator apps.' }),
  passkeys: Type.Array(ApiPasskey),
  recovery_codes_left: Type.Integer({ description: 'How many are unused.', examples: [9] }),
});

export const TotpCreation = exactly({ name: label('Phone') });

export const ApiTotpCreated = exactly({
  id: Id,
  secret: Type.String({
    description: 'Base32, for typing it in. Shown this once.',
    examples: ['GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'],
  }),
  uri: Type.String({
    description: 'For a QR code.',
    examples: ['otpauth://totp/id.example.com:ann%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'],
  }),
});

export const TotpConfirmation = exactly({
  otp: { ...Otp, description: 'A code of the app: it shows that it has the secret.' },
});

const recoveryCodes = Type.Array(Type.String({ examples: ['k7mq-x2pw-9dhc'] }));

const codesMade = nullable({
  ...recoveryCodes,
  description: 'Made where there were none, else null. Shown this once.',
});

export const ApiTotpConfirmed = exactly({ factor: ApiTotpFactor, recovery_codes: codesMade });

export const ApiRecoveryCodes = exactly({
  recovery_codes: { ...recoveryCodes, description: 'Each is good once. Shown this once.' },
});

/** What a browser takes and gives (W3C Web Authentication Level 3, section 5.1). */
const forBrowsers = (description: string, example: object) =>
  Type.Object({}, { additionalProperties: true, description, examples: [example] });

const challenge = 'c2hvd24tdG8tYS1icm93c2VyLW9uY2U';

export const PasskeyCreationOptions = forBrowsers(
  'For `PublicKeyCredential.parseCreationOptionsFromJSON`. Good for ten minutes, once.',
  {
    challenge,
    rp: { id: 'id.example.com', name: 'Ostiary' },
    user: { id: 'MDE5YjZhZDQ', name: 'ann@example.com', displayName: 'Ann Lee' },
    pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
  },
);

export const PasskeyRequestOptions = forBrowsers(
  'For `PublicKeyCredential.parseRequestOptionsFromJSON`. Good for ten minutes, once.',
  { challenge, rpId: 'id.example.com', allowCredentials: [], userVerification: 'preferred' },
);

/** What `PublicKeyCredential.toJSON` gives. What is in it is judged where it is verified. */
const credentialOf = <T extends 'attestationObject' | 'signature'>(description: string, proof: T) =>
  Type.Object(
    {
      id: CredentialId,
      rawId: CredentialId,
      type: Type.Literal('public-key', { examples: ['public-key'] }),
      response: Type.Object({}, { additionalProperties: true }),
      clientExtensionResults: Type.Optional(Type.Object({}, { additionalProperties: true })),
      authenticatorAttachment: Type.Optional(Type.String({ maxLength: 50, examples: ['platform'] })),
    },
    {
      additionalProperties: false,
      description,
      examples: [
        {
          id: 'Wm9vIGtlZXBlcnMgbGlrZSBvdHRlcnM',
          rawId: 'Wm9vIGtlZXBlcnMgbGlrZSBvdHRlcnM',
          type: 'public-key',
          response: { clientDataJSON: 'eyJ0eXBlIjoid2ViYXV0aG4ifQ', [proof]: 'o2NmbXRkbm9uZQ' },
          clientExtensionResults: {},
        },
      ],
    },
  );

export const PasskeyRegistration = exactly({
  name: label('Laptop'),
  response: credentialOf('What the browser made, as JSON.', 'attestationObject'),
});

/** What a browser shows of a passkey. */
export const PasskeyShown = credentialOf('What the browser showed, as JSON.', 'signature');

export const ApiPasskeyRegistered = exactly({ passkey: ApiPasskey, recovery_codes: codesMade });

export const PasskeyChanges = exactly({ name: label('Laptop') });

export const PasskeyParams = exactly({ id: CredentialId });

/** A browser that need not show a second factor for a while. */
export const ApiTrustedDevice = exactly({
  id: Id,
  address: nullable(Type.String({ examples: ['203.0.113.7'] })),
  user_agent: nullable(Type.String({ examples: ['Mozilla/5.0 (X11; Linux x86_64)'] })),
  created_at: Time,
  last_used_at: nullable(Time),
  expires_at: Time,
});

export const ApiTrustedDevicePage = pageOf(ApiTrustedDevice);

/** What an administrator sees of another user's factors. */
export const ApiUserFactors = exactly({
  ...ApiFactors.properties,
  trusted_devices: Type.Array(ApiTrustedDevice),
});
