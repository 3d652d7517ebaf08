import { queryOptions } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import type { ListQuery } from '../../parts/list-query.ts';

type MailPage = Schemas['MailPage'];
export type Mail = MailPage['items'][number];
export type Language = 'en' | 'de';

export const statuses = ['waiting', 'sent', 'failed'] as const;

export interface MailFilter {
  status?: (typeof statuses)[number];
  recipient?: string;
}

/** What is not understood in an address is left out. */
export function mailFilterFrom({ status, recipient }: Readonly<Record<string, string>>): MailFilter {
  const known = statuses.find((one) => one === status);
  const address = recipient?.trim() ?? '';
  return { ...(known && { status: known }), ...(address !== '' && { recipient: address }) };
}

const pageOf = (filter: MailFilter, cursor: { cursor?: string }): Promise<MailPage> =>
  answerOf(api.GET('/api/v1/mails', { params: { query: { limit: 50, ...filter, ...cursor } } }));

export function mailsList(filter: MailFilter): ListQuery<Mail> {
  return { queryKey: ['mails', 'list', filter], load: (cursor) => pageOf(filter, cursor) };
}

export const templatesQuery = queryOptions({
  queryKey: ['mails', 'templates'],
  queryFn: async () => (await answerOf(api.GET('/api/v1/mail-templates'))).items,
});

export function previewQuery(name: string, language: Language) {
  return queryOptions({
    queryKey: ['mails', 'preview', name, language],
    queryFn: () =>
      answerOf(api.GET('/api/v1/mail-templates/{name}', { params: { path: { name }, query: { language } } })),
  });
}
