import { keyIdOf } from '../key-id.ts';
import { madeElsewhere } from '../keyed-hash.rules.ts';
import type { ImportThings } from '../kind.types.ts';
import type { ServiceEntry } from './service-entry.rules.ts';

/** Resource servers, by the rules of their module; keys that cannot be verified here are left out and reported. */
export const importServices: ImportThings<ServiceEntry> = async (deps, target, things) => {
  const { entries, caller, options, overlay } = things;
  const keyId = keyIdOf(deps.sealer);
  const services = entries.map(({ service, keys }) => ({
    ...service,
    keys: keys.flatMap(({ hash, ...key }) => (hash.keyId === keyId ? [{ ...key, hash: hash.hash }] : [])),
  }));
  const { existing = 'update' } = options;
  const outcomes = await deps.services.bulk.importAll(target, { caller, existing }, services);
  return outcomes.map((outcome, index) => {
    const { service, keys = [] } = entries[index] ?? {};
    if (typeof outcome !== 'string') return outcome;
    if (service && outcome === 'created') overlay.addService(service.audience);
    const paths = keys.flatMap(({ hash }, at) =>
      hash.keyId === keyId ? [] : [`keys.${String(at)}.key_hash`],
    );
    return paths.length === 0 ? outcome : { outcome, leftOut: madeElsewhere(paths) };
  });
};
