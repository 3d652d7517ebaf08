import { isIP } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { AccessService } from '#modules/access';
import type { Service, ServiceService } from '#modules/services';
import { AppError } from '#platform/errors.ts';
import { refuseBlockedAddress } from './address-gate.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The service that passes somebody's request on, as its key proves; null for anybody else. */
    callingService: Service | null;
    /** Where that request came from, as the service says; null when it does not say. */
    clientAddress: string | null;
  }
}

export interface CallingServiceDeps {
  services: Pick<ServiceService, 'authenticateKey'>;
  access: Pick<AccessService, 'isBlocked'>;
}

/** Node writes both of them in lower case. */
const serviceHeader = 'ostiary-service';
const addressHeader = 'ostiary-client-address';

/** An address of one machine; a zone means nothing beyond the machine that names it. */
function readAddress(header: string | string[]): string {
  if (typeof header === 'string' && isIP(header) !== 0 && !header.includes('%')) return header;
  throw new AppError('request.malformed', { message: 'Ostiary-Client-Address must be one IP address.' });
}

export function decorateCallingService(app: FastifyInstance): void {
  app.decorateRequest('callingService', null);
  app.decorateRequest('clientAddress', null);
}

/**
 * Makes the routes of a scope heed `Ostiary-Service`, and then alone `Ostiary-Client-Address`: limits, blocklist
 * and audit then see the end user, not the service that everybody comes through. Both addresses must be allowed.
 * Errors: `services.key_invalid`, `request.malformed`, `access.address_blocked`.
 */
export function heedCallingService(scope: FastifyInstance, { services, access }: CallingServiceDeps): void {
  scope.addHook('onRequest', async (request) => {
    const { [serviceHeader]: key, [addressHeader]: address } = request.headers;
    if (key === undefined) return;
    const service = typeof key === 'string' ? await services.authenticateKey(key) : undefined;
    if (!service) throw new AppError('services.key_invalid');
    request.callingService = service;
    if (address === undefined) return;
    const clientAddress = readAddress(address);
    await refuseBlockedAddress(access, clientAddress);
    request.clientAddress = clientAddress;
  });
}
