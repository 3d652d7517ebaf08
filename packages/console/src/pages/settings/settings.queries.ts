import { queryOptions } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../../api/client.ts';

export type Setting = Schemas['Settings']['items'][number];

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: async () => (await answerOf(api.GET('/api/v1/settings'))).items,
});
