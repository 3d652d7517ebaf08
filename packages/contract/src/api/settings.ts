import Type from 'typebox';
import { exactly, nullable } from './common.ts';

const kinds = ['command_line', 'environment', 'env_file', 'default', 'derived', 'generated'] as const;

/** Where a value comes from. */
const source = exactly({
  kind: Type.Unsafe<(typeof kinds)[number]>({
    type: 'string',
    enum: [...kinds],
    description: '`derived`: from other settings; `generated`: made at the first start.',
  }),
  file: nullable(
    Type.String({ description: 'Of `env_file` and `generated`.', examples: ['/srv/ostiary/.env'] }),
  ),
  from: Type.Array(Type.String(), {
    description: 'Of `derived`: the variables that it was worked out from.',
    examples: [['OSTIARY_HOST', 'OSTIARY_PORT']],
  }),
});

export const ApiSetting = exactly({
  variable: Type.String({ examples: ['OSTIARY_URL'] }),
  path: Type.String({ examples: ['server.url'] }),
  description: Type.String({ examples: ['The public base URL, as browsers and client services see it.'] }),
  kind: Type.String({ description: 'What its value may be.', examples: ['http or https URL without path'] }),
  default: Type.String({ description: 'In words.', examples: ['`http://` with host and port'] }),
  is_secret: Type.Boolean({ examples: [false] }),
  is_set: Type.Boolean({ description: 'Whether there is a value at all.', examples: [true] }),
  value: nullable(
    Type.String({
      description: 'The value in effect. Null for none, and for a secret; URLs without what signs in.',
      examples: ['https://id.example.org'],
    }),
  ),
  source,
});

export const ApiSettings = exactly({ items: Type.Array(ApiSetting) });
