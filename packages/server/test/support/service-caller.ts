import type { NewService, Service } from '#modules/services';
import type { User } from '#modules/users';
import { addPerson, goodPassword, httpClient, operator, type Person } from './http-client.ts';
import type { TestApp } from './test-app.ts';

export interface Pair {
  refresh: string;
  access: string;
}

/** A registered service that passes on what people ask of it. */
export interface ServiceCaller {
  service: Service;
  key: string;
  /** What it sends along. */
  headers: Record<string, string>;
}

let count = 0;

export async function serviceCaller(
  { services }: Pick<TestApp, 'services'>,
  input: Partial<NewService> = {},
): Promise<ServiceCaller> {
  count += 1;
  const service = await services.services.create(operator, {
    name: `Service ${String(count)}`,
    audience: `https://service-${String(count)}.example`,
    ...input,
  });
  const { key } = await services.services.createKey(operator, service.id);
  return { service, key, headers: { 'ostiary-service': key } };
}

/** Somebody who can sign in by username. */
export async function servicePerson({ services }: TestApp, person: Person = {}): Promise<User> {
  count += 1;
  const username = `member${String(count)}`;
  return addPerson(services, { username, email: `${username}@example.com`, ...person });
}

export async function signInFor(
  { app }: TestApp,
  { username }: User,
  headers: Record<string, string> = {},
): Promise<Pair> {
  const body = { username: username ?? '', password: goodPassword };
  const answer = await httpClient(app).post('/auth/token/', body, headers);
  if (answer.statusCode !== 200) throw new Error(`No tokens: ${answer.body}`);
  return answer.json<Pair>();
}
