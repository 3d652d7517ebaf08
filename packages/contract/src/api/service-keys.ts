import Type from 'typebox';
import { exactly, Id, nullable, pageOf, Time } from './common.ts';
import { ServiceParams } from './services.ts';

/** Never the key itself. */
export const ApiServiceKey = exactly({
  id: Id,
  hint: Type.String({ description: 'Its last four characters.', examples: ['wQkT'] }),
  created_at: Time,
  expires_at: nullable(Time),
});

export const ApiServiceKeyPage = pageOf(ApiServiceKey);
export const ApiServiceKeyCreation = exactly({ expires_at: Type.Optional(nullable(Time)) });

export const ApiServiceKeyCreated = exactly({
  ...ApiServiceKey.properties,
  key: Type.String({
    description: 'Shown this once. The service presents it as `Authorization: Bearer`.',
    examples: ['osk_WkM2mW0Vb6v4yR8mJq3nC9sZ5aLd7eGfHhUu2oIwQkT'],
  }),
});

export const ServiceKeyParams = exactly({ ...ServiceParams.properties, key: Id });
