import type { World } from './world.ts';

/** The token of the newest link that was mailed to an address, once whatever waits was answered. */
export async function mailedToken({ test }: World, to: string): Promise<string> {
  const { database, mail, ownAccounts } = test.services;
  await ownAccounts.requests.answer();
  const shown = await mail.shown(database.db, 100);
  const found = shown.find((one) => one.to === to)?.text ?? '';
  const token = /[?&]token=([\w-]+)/.exec(found)?.[1];
  if (token === undefined) throw new Error(`No link was mailed to ${to}`);
  return token;
}
