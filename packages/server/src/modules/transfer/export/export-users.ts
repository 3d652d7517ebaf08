import { stringify } from 'csv-stringify/sync';
import type { AccessService, Caller } from '#modules/access';
import { AppError } from '#platform/errors.ts';
import type { TransferDeps } from '../transfer.deps.ts';
import type { ExportOptions } from '../transfer.types.ts';
import { thingPages } from './everything/thing-pages.ts';
import {
  columnsOf,
  groupToJson,
  permissionToJson,
  roleToJson,
  userToCells,
  userToJson,
} from './export-lines.rules.ts';
import { inLines, pagesOf, pageSize } from './pages.ts';
import { scimPages } from './scim/scim-pages.ts';
import { userPages } from './user-pages.ts';

/** What the users' lines speak of, in an order in which each line finds what it needs. */
async function* definitionPages(access: AccessService, options: ExportOptions): AsyncGenerator<string> {
  const base = { order: 'name', limit: pageSize } as const;
  if (options.hasRoles) {
    const list = (position: { after?: string }) =>
      access.listPermissions({ ...base, isBuiltin: false, ...position });
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

function wantedOf({ hasRoles = false, hasGroups = false, hasHashes = false }: ExportOptions) {
  return { hasHoldings: hasRoles || hasGroups, hasHashes };
}

function csvOf(rows: readonly (readonly string[])[]): string {
  return stringify([...rows], { record_delimiter: '\r\n', quoted_match: /[\r\n]/ });
}

async function* csvPages(deps: TransferDeps, options: ExportOptions): AsyncGenerator<string> {
  yield csvOf([columnsOf(options)]);
  for await (const page of userPages(deps, wantedOf(options))) {
    yield csvOf(page.map((user) => userToCells(user, options)));
  }
}

async function* linePages(deps: TransferDeps, options: ExportOptions): AsyncGenerator<string> {
  yield* definitionPages(deps.access, options);
  for await (const page of userPages(deps, wantedOf(options))) {
    yield inLines(page.map((user) => userToJson(user, options)));
  }
  if (options.isEverything) yield* thingPages(deps);
}

async function* withoutEmpty(pages: AsyncGenerator<string>): AsyncGenerator<string> {
  for await (const page of pages) if (page !== '') yield page;
}

const writers = { jsonl: linePages, csv: csvPages, scim: scimPages };

/** AppError `request.invalid` for what a format cannot hold. */
function requireSense({ format, isEverything = false, hasHashes = false }: ExportOptions): void {
  const refuse = (path: string, message: string): never => {
    throw new AppError('request.invalid', { fields: [{ path, message }] });
  };
  if (isEverything && format !== 'jsonl') refuse('format', 'Everything is exported as JSON Lines only.');
  if (hasHashes && format === 'scim') refuse('include_hashes', 'SCIM has no place for password hashes.');
}

async function authorize({ access }: TransferDeps, caller: Caller, options: ExportOptions): Promise<void> {
  await access.requirePermission(caller, 'users.export');
  if (options.hasHashes) await access.requirePermission(caller, 'users.export_hashes');
  // Whoever has all of it can act as anybody.
  if (options.isEverything) await access.requireSuperuser(caller);
}

/** See TransferService.exportUsers. */
export async function exportUsers(
  deps: TransferDeps,
  caller: Caller,
  asked: ExportOptions,
): Promise<AsyncGenerator<string>> {
  requireSense(asked);
  await authorize(deps, caller, asked);
  const all = { hasHashes: true, hasRoles: true, hasGroups: true };
  const options = asked.isEverything ? { ...asked, ...all } : asked;
  const { format, hasHashes = false, hasRoles = false, hasGroups = false, isEverything = false } = options;
  await deps.database.write((tx) =>
    deps.audit.record(tx, caller.act, {
      action: 'user.export',
      outcome: 'success',
      details: {
        ...{ format, include_hashes: hasHashes, include_roles: hasRoles, include_groups: hasGroups },
        ...(isEverything && { everything: true }),
      },
    }),
  );
  return withoutEmpty(writers[format](deps, options));
}
