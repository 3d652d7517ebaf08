import { checkQuery, isByName, nameKey } from '#modules/access';
import { AppError } from '#platform/errors.ts';
import { isUuid } from '#platform/ids.ts';
import type { Application, ApplicationQuery } from './applications.types.ts';

/** A place in a list: names are not unique, so in order of name it is name and id. */
export interface ApplicationPosition {
  id: string;
  nameKey: string;
}

const idLength = 36;

export function positionOf(order: ApplicationQuery['order'], application: Application): string {
  return isByName(order) ? `${application.id} ${nameKey(application.name)}` : application.id;
}

/**
 * AppError `request.invalid` for a position that `positionOf` does not give in this order, and for a search in
 * another order than by name.
 */
export function readPosition(query: ApplicationQuery): ApplicationPosition | undefined {
  checkQuery(query);
  const { order, after } = query;
  if (after === undefined) return undefined;
  const id = after.slice(0, idLength);
  const rest = after.slice(idLength);
  const isOfOrder = isByName(order) ? rest.startsWith(' ') : rest === '';
  if (isUuid(id) && isOfOrder) return { id, nameKey: rest.slice(1) };
  const fields = [{ path: 'cursor', message: 'This is not a cursor of this list.' }];
  throw new AppError('request.invalid', { fields });
}
