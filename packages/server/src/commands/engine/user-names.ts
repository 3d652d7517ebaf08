import { ApiRefusal } from './api-refusal.ts';
import { itemsOf, textOf } from './answers.ts';
import type { Api } from './api.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isUserId(name: string): boolean {
  return uuid.test(name);
}

/** The id of the user with this id, email or username. Whether an id is anybody’s is told by its use. */
export async function findUserId(api: Api, name: string): Promise<string> {
  if (isUserId(name)) return name.toLowerCase();
  const query = { login: name, fields: 'id', limit: '1' };
  const [found] = itemsOf(await api.object({ method: 'GET', path: '/users', query }));
  const id = textOf(found?.['id']);
  if (id !== undefined) return id;
  throw new ApiRefusal({ status: 404, code: 'users.not_found', message: 'There is no such user.' });
}
