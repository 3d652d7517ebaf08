import { answerOf, api, type Schemas } from '../../../api/client.ts';
import type { ListQuery } from '../../../parts/list-query.ts';

export type ImportRun = Schemas['SparseImportRun'];

export const importRuns: ListQuery<ImportRun> = {
  queryKey: ['imports'],
  load: (cursor) => answerOf(api.GET('/api/v1/imports', { params: { query: { limit: 20, ...cursor } } })),
};
