import type { AdapterPayload } from 'oidc-provider';
import type { Application } from '#modules/applications';
import type { OauthDeps } from '../oauth.deps.ts';
import type { ModelAdapter } from '../storage/adapter.types.ts';
import { currentUnit } from '../storage/unit-of-work.ts';
import { isPlaceholder } from '../engine/client-metadata.ts';
import { toApplication } from './registered-application.rules.ts';

const registeredKey = 'Client:registered';

function noteRegistered(application: Application): void {
  currentUnit().seen.set(registeredKey, application);
}

/** What a client got of what it asked for, which its registration tells it (RFC 7591 section 3.2.1). */
export function registeredGrants(): { grant_types: string[]; scope: string } | undefined {
  const application = currentUnit().seen.get(registeredKey) as Application | undefined;
  return application && { grant_types: application.grants, scope: application.scopes.join(' ') };
}

/** Clients that register themselves (RFC 7591, RFC 7592) become applications like any other. */
export function createClientAdapter(deps: OauthDeps): ModelAdapter {
  const { applications, audit, clock, newId, database } = deps;
  return {
    // The engine is given its clients elsewhere (engine/clients.ts); whom it asks for here there is none of.
    find: () => Promise.resolve(undefined),
    async upsert(clientId: string, metadata: AdapterPayload) {
      const unit = currentUnit();
      const known = await applications.find(database.db, clientId);
      const now = clock.nowMs();
      const application = toApplication(metadata, {
        id: known?.id ?? newId(),
        clientId,
        createdAt: known?.createdAt ?? now,
        updatedAt: now,
        version: (known?.version ?? 0) + 1,
      });
      noteRegistered(application);
      const secret = metadata.client_secret;
      const isNewSecret = typeof secret === 'string' && !isPlaceholder(secret);
      unit.onSuccess(async (tx) => {
        if (known) await applications.updateRegistered(tx, application);
        else await applications.insertRegistered(tx, application, isNewSecret ? secret : null);
        await audit.record(tx, unit.act, {
          action: known ? 'oauth.client_update' : 'oauth.client_register',
          outcome: 'success',
          target: { type: 'application', id: application.id },
          details: { client_id: clientId, name: application.name },
        });
      });
    },
    async destroy(clientId) {
      const unit = currentUnit();
      const known = await applications.find(database.db, clientId);
      unit.onSuccess(async (tx) => {
        await applications.deleteRegistered(tx, clientId);
        await audit.record(tx, unit.act, {
          action: 'oauth.client_delete',
          outcome: 'success',
          target: { type: 'application', id: known?.id ?? clientId },
          details: { client_id: clientId },
        });
      });
    },
  };
}
