import { MailListQuery, MailTemplateQuery } from '@ostiary/contract';
import { shown } from '../engine/answers.ts';
import type { Noun } from '../engine/command.types.ts';

const mailArgument = [{ name: 'id', description: 'as `mails list` shows it' }];

export const mails: Noun = {
  noun: 'mails',
  summary: 'see which mails were sent, and send those again that failed',
  examples: `
Examples:
  ostiary mails list --status failed
  ostiary mails list --recipient ann@example.com
  ostiary mails resend 019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70`,
  commands: [
    {
      verb: 'list',
      summary: 'list mails, newest first; never what stands in them',
      method: 'GET',
      path: '/mails',
      query: MailListQuery,
      output: {
        as: 'list',
        columns: ['id', 'created_at', 'status', 'template', 'recipient', 'attempts', 'last_error'],
      },
    },
    {
      verb: 'get',
      summary: 'see a mail',
      method: 'GET',
      path: '/mails/:id',
      args: mailArgument,
      output: { as: 'details' },
    },
    {
      verb: 'resend',
      summary: 'send one that failed or waits once more, at once',
      method: 'POST',
      path: '/mails/:id/resend',
      args: mailArgument,
      output: { as: 'line', text: ({ body }) => `It is on its way to ${shown(body['recipient'])} again.` },
    },
    {
      verb: 'test',
      summary: 'send a test mail to the address of whose token is used (with --url)',
      method: 'POST',
      path: '/mails/test',
      output: { as: 'line', text: ({ body }) => shown(body['detail']) },
    },
  ],
};

export const mailTemplates: Noun = {
  noun: 'mail-templates',
  summary: 'see how mails are written',
  examples: `
Examples:
  ostiary mail-templates list
  ostiary mail-templates get reset-password --language de`,
  commands: [
    {
      verb: 'list',
      summary: 'list the templates',
      method: 'GET',
      path: '/mail-templates',
      output: { as: 'list', columns: ['name', 'placeholders'] },
    },
    {
      verb: 'get',
      summary: 'write a template with made-up values',
      method: 'GET',
      path: '/mail-templates/:name',
      args: [{ name: 'name', description: 'such as reset-password' }],
      query: MailTemplateQuery,
      output: { as: 'details' },
    },
  ],
};
