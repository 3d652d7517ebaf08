import { listGrants } from '../grants/grants.store.ts';
import type { Core } from '../services.deps.ts';
import { listAllServices } from '../services.store.ts';
import { importAccess } from './import-access.ts';
import { importServices } from './import-services.ts';
import { listKeysOf, listUserAccessAfter } from './services.bulk.store.ts';
import type { ServiceBulk } from './services.bulk.types.ts';

export function createServiceBulk(core: Core): ServiceBulk {
  return {
    importAll: (target, ...input) => importServices(core, target, input),
    importAccess: (target, ...input) => importAccess(core, target, input),
    listKeysOf,
    listUserAccessAfter,
    listAccessOf: (db, holder) => listGrants(db, { holder }),
    list: listAllServices,
  };
}
