import { ApiMailPreview, ApiMailTemplates, MailTemplateParams, MailTemplateQuery } from '@ostiary/contract';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';

const tag = 'Mail';

export function addMailTemplateRoutes(app: ApiApp, { mail }: Pick<ApiServices, 'mail'>): void {
  app.get(
    '/mail-templates',
    {
      schema: {
        ...operation(tag, 'List mail templates', 'With the files that replace parts of them.'),
        response: { 200: ApiMailTemplates },
      },
      config: { permission: 'mail.read' },
    },
    async () => ({ items: await mail.previews.list() }),
  );
  app.get(
    '/mail-templates/:name',
    {
      schema: {
        operationId: 'previewMailTemplate',
        ...operation(tag, 'Preview a mail template', 'Written with values that are obviously made up.'),
        params: MailTemplateParams,
        querystring: MailTemplateQuery,
        response: { 200: ApiMailPreview },
      },
      config: { permission: 'mail.read', errors: ['mail.template_not_found'] },
    },
    async ({ params, query }) => mail.previews.preview(params.name, query.language),
  );
}
