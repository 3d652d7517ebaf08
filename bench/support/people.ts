import { administrator } from './oauth-ostiary.ts';
import { signUp } from './ostiary.ts';
import type { Site } from './site.ts';

const people = 20;

/** A few who have signed up, for what does not depend on how many there are. */
export async function signUpPeople({ url, token }: Site): Promise<{ emails: string[]; ids: string[] }> {
  const emails = Array.from({ length: people }, (_, index) => `${String(index)}@people.bench.test`);
  for (const email of emails) await signUp(url, email);
  const answer = await fetch(`${url}/api/v1/users?limit=100`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { items } = (await answer.json()) as { items: { id: string; email: string }[] };
  return { emails, ids: items.filter(({ email }) => email !== administrator.email).map(({ id }) => id) };
}
