import { DoorError, responseOf } from '../../adapters/refusal-answer.ts';
import type { ServiceShape } from '../../types.ts';
import type { ResourceContext } from '../resource.types.ts';
import type { Answer } from '../router.ts';
import type { MountOptions } from './mount.types.ts';

export interface Mounted<S extends ServiceShape, R> {
  answerFor: Answer<S>;
  incoming: Request;
  /** The framework's. */
  request: R;
  options: MountOptions<S, R>;
}

/** Finds out who it is, and answers; also where the credential is bad. */
export async function answerMounted<S extends ServiceShape, R>(
  { answerFor, incoming, request, options }: Mounted<S, R>,
  context: Pick<ResourceContext<S>, 'address' | 'parsedBody'>,
): Promise<Response> {
  try {
    const { subject, challenge } = await options.identify(request);
    return await answerFor(incoming, { ...context, subject, challenge, request });
  } catch (error) {
    if (error instanceof DoorError) return responseOf(error.answer);
    throw error;
  }
}
