import { stringify } from 'csv-stringify/sync';
import type { AccessService, Caller, Listed } from '#modules/access';
import type { TransferDeps } from '../transfer.deps.ts';
import type { ExportOptions } from '../transfer.types.ts';
import {
  columnsOf,
  groupToJson,
  permissionToJson,
  roleToJson,
  userToCells,
  userToJson,
  type ExportedUser,
} from './export-lines.rules.ts';

const pageSize = 500;

type Position = { after?: string };

async function* pagesOf<T>(list: (position: Position) => Promise<Listed<T>>): AsyncGenerator<T[]> {
  let position: Position = {};
  for (;;) {
    const { items, next } = await list(position);
    yield items;
    if (next === null) return;
    position = { after: next };
  }
}

const inLines = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** What the users' lines speak of, in an order in which each line finds what it needs. */
async function* definitionPages(access: AccessService, options: ExportOptions): AsyncGenerator<string> {
  const base = { order: 'name', limit: pageSize } as const;
  if (options.hasRoles) {
    const list = (position: Position) => access.listPermissions({ ...base, isBuiltin: false, ...position });
    for await (const page of pagesOf(list)) yield inLines(page.map(permissionToJson));
    for await (const page of pagesOf((position) => access.listRolePage({ ...base, ...position }))) {
      yield inLines(page.map(roleToJson));
    }
  }
  if (options.hasGroups) {
    for await (const page of pagesOf((position) => access.listGroupPage({ ...base, ...position }))) {
      yield inLines(page.map((group) => groupToJson(group, options)));
    }
  }
}

async function* userPages(deps: TransferDeps, options: ExportOptions): AsyncGenerator<ExportedUser[]> {
  const { users, access, passwords, database } = deps;
  const { db } = database;
  for (let after = ''; ;) {
    const page = await users.bulk.listAfter(db, after, pageSize);
    const ids = page.map(({ id }) => id);
    const held = options.hasRoles || options.hasGroups ? await access.holdingsOf(db, ids) : undefined;
    const stored = options.hasHashes ? await passwords.bulk.findAll(db, ids) : undefined;
    if (page.length > 0) {
      yield page.map((user) => ({ user, held: held?.get(user.id), hash: stored?.get(user.id)?.hash }));
    }
    const last = page.at(-1);
    if (page.length < pageSize || !last) return;
    after = last.id;
  }
}

function csvOf(rows: readonly (readonly string[])[]): string {
  return stringify([...rows], { record_delimiter: '\r\n', quoted_match: /[\r\n]/ });
}

async function* exportPages(deps: TransferDeps, options: ExportOptions): AsyncGenerator<string> {
  if (options.format === 'csv') {
    yield csvOf([columnsOf(options)]);
    for await (const page of userPages(deps, options)) {
      yield csvOf(page.map((user) => userToCells(user, options)));
    }
    return;
  }
  for await (const page of definitionPages(deps.access, options)) if (page !== '') yield page;
  for await (const page of userPages(deps, options)) {
    yield inLines(page.map((user) => userToJson(user, options)));
  }
}

/** See TransferService.exportUsers. */
export async function exportUsers(
  deps: TransferDeps,
  caller: Caller,
  options: ExportOptions,
): Promise<AsyncGenerator<string>> {
  const { format, hasHashes = false, hasRoles = false, hasGroups = false } = options;
  await deps.access.requirePermission(caller, 'users.export');
  if (hasHashes) await deps.access.requirePermission(caller, 'users.export_hashes');
  await deps.database.write((tx) =>
    deps.audit.record(tx, caller.act, {
      action: 'user.export',
      outcome: 'success',
      details: { format, include_hashes: hasHashes, include_roles: hasRoles, include_groups: hasGroups },
    }),
  );
  return exportPages(deps, options);
}
