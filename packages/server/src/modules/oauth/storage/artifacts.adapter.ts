import type { AdapterPayload } from 'oidc-provider';
import type { Tx } from '#platform/db/schema.ts';
import { epochSeconds } from '#platform/clock.ts';
import type { OauthDeps } from '../oauth.deps.ts';
import type { ModelAdapter } from './adapter.types.ts';
import {
  consumeArtifact,
  deleteArtifact,
  deleteArtifactsOfGrants,
  findArtifact,
  findArtifactByUserCode,
  insertArtifactOnce,
  upsertArtifact,
  type Artifact,
} from './artifacts.store.ts';
import { storeGrantOf } from './grants.adapter.ts';
import { currentUnit, LostRace } from './unit-of-work.ts';

type Deps = Pick<OauthDeps, 'database' | 'clock' | 'sealer'>;

const sealPurpose = 'oauth-artifact';

export function artifactHash({ sealer }: Pick<Deps, 'sealer'>, model: string, id: string): string {
  return sealer.mac(`oauth-${model}`, id).toString('base64url');
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** The row of something the engine wants kept: its id only as a hash, all it holds sealed. */
export function toArtifact(
  deps: Deps,
  model: string,
  kept: { id: string; payload: AdapterPayload; expiresIn: number | undefined },
): Artifact {
  const { id, payload, expiresIn = 0 } = kept;
  const { userCode } = payload;
  const expiresAt = payload.exp === undefined ? deps.clock.nowMs() + expiresIn * 1000 : payload.exp * 1000;
  return {
    idHash: artifactHash(deps, model, id),
    model,
    clientId: textOf(payload.clientId),
    userId: textOf(payload.accountId),
    grantId: textOf(payload.grantId),
    userCodeHash: userCode === undefined ? null : artifactHash(deps, 'user-code', userCode),
    payloadSealed: deps.sealer.seal(sealPurpose, JSON.stringify(payload)),
    consumedAt: null,
    expiresAt,
  };
}

/** What was kept. */
export function openArtifact({ sealer }: Pick<Deps, 'sealer'>, artifact: Artifact): AdapterPayload {
  const payload = JSON.parse(sealer.open(sealPurpose, artifact.payloadSealed)) as AdapterPayload;
  const { consumedAt } = artifact;
  return consumedAt === null ? payload : { ...payload, consumed: epochSeconds(consumedAt) };
}

interface Race {
  /** What follows when the same thing is used twice at once. */
  onLost?: (tx: Tx, payload: AdapterPayload) => Promise<void>;
}

async function readPayload(deps: Deps, model: string, id: string): Promise<AdapterPayload | undefined> {
  const { seen } = currentUnit();
  const hash = artifactHash(deps, model, id);
  const key = `${model}:${hash}`;
  if (seen.has(key)) return seen.get(key) as AdapterPayload | undefined;
  const artifact = await findArtifact(deps.database.db, model, hash);
  const payload = artifact && openArtifact(deps, artifact);
  seen.set(key, payload);
  return payload;
}

/** Codes, interactions, pushed requests, opaque tokens: kept until they expire, each found by its hash. */
export function createArtifactAdapter(deps: Deps, model: string, race: Race = {}): ModelAdapter {
  const keyOf = (id: string): string => `${model}:${artifactHash(deps, model, id)}`;
  return {
    find: (id) => readPayload(deps, model, id),
    async upsert(id, payload, expiresIn) {
      const unit = currentUnit();
      const artifact = toArtifact(deps, model, { id, payload, expiresIn });
      unit.seen.set(keyOf(id), payload);
      storeGrantOf(unit, payload.grantId);
      unit.onSuccess((tx) => upsertArtifact(tx, artifact));
    },
    async consume(id) {
      const unit = currentUnit();
      const payload = await readPayload(deps, model, id);
      const now = deps.clock.nowMs();
      unit.seen.set(keyOf(id), payload && { ...payload, consumed: epochSeconds(now) });
      unit.onSuccess(async (tx) => {
        if (await consumeArtifact(tx, artifactHash(deps, model, id), now)) return;
        const { onLost } = race;
        throw new LostRace(model, payload && onLost && ((next) => onLost(next, payload)));
      });
    },
    async destroy(id) {
      const unit = currentUnit();
      unit.seen.set(keyOf(id), undefined);
      unit.inAnyCase((tx) => deleteArtifact(tx, artifactHash(deps, model, id)));
    },
    async revokeByGrantId(grantId) {
      currentUnit().inAnyCase((tx) => deleteArtifactsOfGrants(tx, [grantId]));
    },
    async findByUserCode(userCode) {
      const artifact = await findArtifactByUserCode(
        deps.database.db,
        artifactHash(deps, 'user-code', userCode),
      );
      return artifact && openArtifact(deps, artifact);
    },
  };
}

/** Assertions and proofs that were seen once and must not be taken again (RFC 7523 section 3, RFC 9449 section 11.1). */
export function createReplayAdapter(deps: Deps): ModelAdapter {
  const model = 'ReplayDetection';
  return {
    find: (id) => readPayload(deps, model, id),
    async upsert(id, payload, expiresIn) {
      const unit = currentUnit();
      const artifact = toArtifact(deps, model, { id, payload, expiresIn });
      unit.seen.set(`${model}:${artifact.idHash}`, payload);
      // Also when the request is refused for another reason: it has been shown.
      unit.inAnyCase(async (tx) => {
        if (!(await insertArtifactOnce(tx, artifact))) throw new LostRace(model);
      });
    },
  };
}
