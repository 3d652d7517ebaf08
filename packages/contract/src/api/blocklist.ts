import { ApiBlock } from './access.ts';
import { listQuery, pageOf, searchFilter, sparse } from './common.ts';

export const BlockListQuery = listQuery({
  orders: ['created_at', '-created_at', 'range'],
  filters: { search: searchFilter('The beginning of a range; its results come in the order of `range`.') },
  item: ApiBlock,
});

export const ApiBlockPage = pageOf(sparse(ApiBlock));
