import Type from 'typebox';
import { exactly, Id, listQuery, nullable, pageOf, sparse, Time } from './common.ts';

const statuses = ['waiting', 'sent', 'failed'] as const;
const languages = ['en', 'de'] as const;

const templateName = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern: '^[^\\u0000]*$',
  description: 'Name of the template.',
  examples: ['reset-password'],
});

/** What is known of a mail, never what stands in it: its links let somebody in. */
export const ApiMail = exactly({
  id: Id,
  template: Type.String({ examples: ['reset-password'] }),
  language: Type.String({ examples: ['en'] }),
  recipient: Type.String({ examples: ['ann@example.com'] }),
  status: Type.Unsafe<(typeof statuses)[number]>({
    type: 'string',
    enum: [...statuses],
    description: '`failed`: it was given up.',
  }),
  created_at: Time,
  attempts: Type.Integer({ description: 'How often it was tried.', examples: [1] }),
  next_attempt_at: nullable({ ...Time, description: 'Of one that waits.' }),
  sent_at: nullable(Time),
  failed_at: nullable({ ...Time, description: 'When it was given up.' }),
  last_error: nullable(Type.String({ examples: ['The mail server refused the recipient (550 5.1.1).'] })),
  resend_until: nullable({
    ...Time,
    description: 'Until then one that failed can be sent again; after that what stood in it is forgotten.',
  }),
});

export const MailListQuery = listQuery({
  orders: ['-id'],
  filters: {
    status: Type.Optional(
      Type.Unsafe<(typeof statuses)[number]>({
        type: 'string',
        enum: [...statuses],
        description: 'How it stands.',
      }),
    ),
    template: Type.Optional(templateName),
    recipient: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 254,
        pattern: '^[^\\u0000]*$',
        description: 'The whole address, exactly.',
        examples: ['ann@example.com'],
      }),
    ),
  },
  item: ApiMail,
});

export const ApiMailPage = exactly({
  ...pageOf(sparse(ApiMail)).properties,
  transport: Type.Unsafe<'smtp' | 'console' | 'off'>({
    type: 'string',
    enum: ['smtp', 'console', 'off'],
    description: 'How this server sends mail: `console` prints it instead, `off` sends none.',
  }),
});

const placeholders = Type.Array(Type.String(), {
  description: 'What the template may speak of, beside `product` and `url`.',
  examples: [['link', 'minutes']],
});

const overridden = Type.Array(Type.String(), {
  description: 'The parts that a file of OSTIARY_MAIL_TEMPLATES replaces: `subject`, `text`, `html`.',
  examples: [['html']],
});

export const ApiMailTemplates = exactly({
  items: Type.Array(
    exactly({
      name: templateName,
      placeholders,
      languages: Type.Array(
        exactly({
          language: Type.String({ examples: ['en'] }),
          subject: Type.String({ examples: ['Set a new password'] }),
          overridden,
        }),
      ),
    }),
  ),
});

export const MailTemplateParams = exactly({ name: templateName });

export const MailTemplateQuery = exactly({
  language: Type.Unsafe<(typeof languages)[number]>({
    type: 'string',
    enum: [...languages],
    default: 'en',
    description: 'Language of the mail.',
  }),
});

/** Written with made-up values. */
export const ApiMailPreview = exactly({
  name: templateName,
  language: Type.String({ examples: ['en'] }),
  subject: Type.String({ examples: ['Set a new password'] }),
  text: Type.String({ examples: ['Somebody, probably you, has asked for a new password for your account.'] }),
  html: Type.String({ examples: ['<!doctype html><html lang="en"></html>'] }),
  overridden,
});
