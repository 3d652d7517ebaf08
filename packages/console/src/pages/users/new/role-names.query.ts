import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../../api/client.ts';

export const roleNamesQuery = queryOptions({
  queryKey: ['roles', 'names', 'all'],
  queryFn: async () => {
    const query = { limit: 200, fields: 'name' };
    const { items } = await answerOf(api.GET('/api/v1/roles', { params: { query } }));
    return items.flatMap(({ name }) => name ?? []);
  },
});
