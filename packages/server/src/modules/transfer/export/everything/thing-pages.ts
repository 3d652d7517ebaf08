import type { ImportedConsent } from '#modules/oauth';
import type { KeptGrant } from '#modules/services';
import type { ExportedApiToken } from '#modules/tokens';
import { keyIdOf } from '../../kinds/key-id.ts';
import type { TransferDeps } from '../../transfer.deps.ts';
import { inLines, pagesBehind, pageSize } from '../pages.ts';
import {
  accessToJson,
  apiTokenToJson,
  applicationToJson,
  consentToJson,
  factorsToJson,
  serviceToJson,
} from './thing-lines.rules.ts';

interface Exporting {
  deps: TransferDeps;
  keyId: string;
  /** Epoch milliseconds: what has expired by then is left out. */
  now: number;
}

const isLive = ({ now }: Exporting) => {
  return ({ expiresAt }: { expiresAt: number | null }): boolean => expiresAt === null || expiresAt > now;
};

async function* serviceLines(exporting: Exporting): AsyncGenerator<string> {
  const { deps, keyId } = exporting;
  const { db } = deps.database;
  const { bulk } = deps.services;
  const services = await bulk.list(db);
  for (let from = 0; from < services.length; from += pageSize) {
    const page = services.slice(from, from + pageSize);
    const ids = page.map(({ id }) => id);
    const live = (await bulk.listKeysOf(db, ids)).filter(isLive(exporting));
    const keys = Map.groupBy(live, ({ serviceId }) => serviceId);
    yield inLines(page.map((service) => serviceToJson(service, { keys: keys.get(service.id) ?? [], keyId })));
  }
}

async function* applicationLines(exporting: Exporting): AsyncGenerator<string> {
  const { deps, keyId } = exporting;
  const { db } = deps.database;
  const pages = pagesBehind<Awaited<ReturnType<typeof deps.applications.bulk.listAfter>>[number]>(
    (last, limit) => deps.applications.bulk.listAfter(db, last?.application.clientId ?? '', limit),
  );
  for await (const page of pages) {
    yield inLines(
      page.map(({ application, secrets }) =>
        applicationToJson(application, { secrets: secrets.filter(isLive(exporting)), keyId }),
      ),
    );
  }
}

const byText = (a: string, b: string): number => Number(a > b) - Number(a < b);

/** Of all groups or roles, in order of their names: their ids are others elsewhere. */
async function namedAccessLines(
  { deps }: Exporting,
  holder: 'group' | 'role',
  audiences: ReadonlyMap<string, string>,
): Promise<string> {
  const { access, services, database } = deps;
  const holders = holder === 'group' ? await access.listGroups() : await access.listRoles();
  const names = new Map(holders.map(({ id, name }) => [id, name]));
  const given = (await services.bulk.listAccessOf(database.db, holder)).flatMap((grant) => {
    const [name, audience] = [names.get(grant.holderId), audiences.get(grant.serviceId)];
    return name === undefined || audience === undefined ? [] : [{ grant, name, audience }];
  });
  given.sort((a, b) => byText(a.name, b.name) || byText(a.audience, b.audience));
  return inLines(given.map(({ grant, ...named }) => accessToJson(grant, named)));
}

async function* accessLines(exporting: Exporting): AsyncGenerator<string> {
  const { services, database } = exporting.deps;
  const { db } = database;
  const known = await services.bulk.list(db);
  const audiences = new Map(known.map(({ id, audience }) => [id, audience]));
  yield await namedAccessLines(exporting, 'role', audiences);
  yield await namedAccessLines(exporting, 'group', audiences);
  const pages = pagesBehind<KeptGrant>((last, limit) =>
    services.bulk.listUserAccessAfter(db, last ?? null, limit),
  );
  for await (const page of pages) {
    yield inLines(
      page.flatMap((grant) => {
        const audience = audiences.get(grant.serviceId);
        return audience === undefined ? [] : [accessToJson(grant, { audience })];
      }),
    );
  }
}

async function* consentLines({ deps }: Exporting): AsyncGenerator<string> {
  const { oauth, database } = deps;
  const pages = pagesBehind<ImportedConsent>((last, limit) =>
    oauth.bulk.listConsentsAfter(database.db, last ?? null, limit),
  );
  for await (const page of pages) yield inLines(page.map(consentToJson));
}

async function* apiTokenLines({ deps, keyId }: Exporting): AsyncGenerator<string> {
  const { tokens, database } = deps;
  const pages = pagesBehind<ExportedApiToken>((last, limit) =>
    tokens.bulk.listApiTokensAfter(database.db, last?.id ?? '', limit),
  );
  for await (const page of pages) yield inLines(page.map((token) => apiTokenToJson(token, keyId)));
}

async function* factorLines({ deps, keyId }: Exporting): AsyncGenerator<string> {
  const { db } = deps.database;
  const pages = pagesBehind<Awaited<ReturnType<typeof deps.mfa.bulk.listAfter>>[number]>((last, limit) =>
    deps.mfa.bulk.listAfter(db, last?.userId ?? '', limit),
  );
  for await (const page of pages) yield inLines(page.map((factors) => factorsToJson(factors, keyId)));
}

/** What there is beside permissions, roles, groups and users, in an order in which each line finds what it needs. */
export async function* thingPages(deps: TransferDeps): AsyncGenerator<string> {
  const exporting = { deps, keyId: keyIdOf(deps.sealer), now: deps.clock.nowMs() };
  yield* serviceLines(exporting);
  yield* applicationLines(exporting);
  yield* accessLines(exporting);
  yield* consentLines(exporting);
  yield* apiTokenLines(exporting);
  yield* factorLines(exporting);
}
