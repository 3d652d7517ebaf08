import type { FastifyInstance, FastifyRequest } from 'fastify';
import { addressAllowed, decide, type AccessService } from '#modules/access';
import { asAvailabilityError } from '#platform/db/db-errors.ts';
import { AppError, isAppError } from '#platform/errors.ts';

const policy = addressAllowed();

/** Errors: `access.address_blocked`. */
export async function refuseBlockedAddress(
  access: Pick<AccessService, 'isBlocked'>,
  address: string,
): Promise<void> {
  const isAddressBlocked = await access.isBlocked(address).catch((error: unknown) => {
    // Without a database whatever needs one refuses by itself; health and public keys go on answering.
    if (isAppError(asAvailabilityError(error), 'service.unavailable')) return false;
    throw error;
  });
  if (!decide(policy, { subject: null, isAddressBlocked }).isAllowed)
    throw new AppError('access.address_blocked');
}

/**
 * Refuses requests from addresses on the blocklist, before anything of them is read. Those that come from no
 * address, being the command line's own, are not judged by one.
 */
export function addAddressGate(
  app: FastifyInstance,
  access: Pick<AccessService, 'isBlocked'>,
  isLocal: (request: FastifyRequest) => boolean = () => false,
): void {
  app.addHook('onRequest', async (request) => {
    if (isLocal(request)) return;
    // Whoever has hung up has no address left to be judged and counted by, and reads no answer.
    if (request.socket.remoteAddress === undefined) throw new AppError('request.malformed');
    await refuseBlockedAddress(access, request.ip);
  });
}
