import type { AccessService, Group } from '#modules/access';
import type { TransferDeps } from '../../transfer.deps.ts';
import { inLines, pagesBehind } from '../pages.ts';
import { userPages } from '../user-pages.ts';
import { toScimGroup, toScimMember, toScimUser } from './scim-resources.rules.ts';

/** One line, in parts: a group may have as many members as there are users. */
async function* groupLine(access: AccessService, group: Group): AsyncGenerator<string> {
  const [before, after] = toScimGroup(group);
  yield before;
  const pages = pagesBehind<string>((last, limit) =>
    access.listMembers(group.id, { limit, ...(last !== undefined && { after: last }) }),
  );
  let isFirst = true;
  for await (const page of pages) {
    yield `${isFirst ? '' : ','}${page.map(toScimMember).join(',')}`;
    isFirst = false;
  }
  yield `${after}\n`;
}

/** One SCIM resource a line: users, then the groups that they are in. */
export async function* scimPages(deps: TransferDeps): AsyncGenerator<string> {
  const { access } = deps;
  const groups = await access.listGroups();
  const groupIds = new Map(groups.map(({ id, name }) => [name, id]));
  for await (const page of userPages(deps, { hasHoldings: true, hasHashes: false })) {
    yield inLines(page.map((one) => JSON.stringify(toScimUser(one, groupIds))));
  }
  for (const group of groups) yield* groupLine(access, group);
}
