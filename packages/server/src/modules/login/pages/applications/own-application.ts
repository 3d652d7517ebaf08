import type { FastifyRequest } from 'fastify';
import type { Application, ApplicationService } from '#modules/applications';
import { AppError, isAppError } from '#platform/errors.ts';
import { pathText } from '../form-body.ts';
import type { SignedInVisitor } from '../signed-in-visitor.ts';

const idPattern = /^[\w-]{1,100}$/;

/**
 * The application in the path of a request, if it is the visitor's own: who manages every application does
 * that elsewhere, and whether there is one of somebody else's is nobody's business. `applications.not_found`.
 */
export async function ownApplication(
  applications: ApplicationService,
  request: FastifyRequest,
  { caller, userId }: SignedInVisitor,
): Promise<Application> {
  const id = pathText(request, 'id');
  if (!idPattern.test(id)) throw new AppError('applications.not_found');
  try {
    const application = await applications.get(caller, id);
    if (application.ownerId === userId) return application;
  } catch (error) {
    if (!isAppError(error, 'access.denied')) throw error;
  }
  throw new AppError('applications.not_found');
}
