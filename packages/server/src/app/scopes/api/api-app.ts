import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyTypeProvider,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { Static, TSchema } from 'typebox';
import type { Services } from '../../build-services.ts';

/** What a schema says is what a handler gets and gives. */
export interface SchemaTypes extends FastifyTypeProvider {
  validator: this['schema'] extends TSchema ? Static<this['schema']> : unknown;
  serializer: this['schema'] extends TSchema ? Static<this['schema']> : unknown;
}

/** The scope of the management API: handlers get and give what their schemas say. */
export type ApiApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  SchemaTypes
>;

export type ApiServices = Pick<
  Services,
  | 'access'
  | 'accessReview'
  | 'account'
  | 'applications'
  | 'audit'
  | 'captcha'
  | 'clock'
  | 'database'
  | 'events'
  | 'idempotency'
  | 'decisions'
  | 'keys'
  | 'login'
  | 'mail'
  | 'mfa'
  | 'oauth'
  | 'overview'
  | 'ownAccounts'
  | 'passwords'
  | 'services'
  | 'sessions'
  | 'settings'
  | 'signIn'
  | 'statistics'
  | 'tokens'
  | 'transfer'
  | 'users'
  | 'webhooks'
>;

/** Any credential of the authentication chain; the schemes are described in the reference. */
const security: Record<string, string[]>[] = [{ bearer: [] }, { token: [] }, { cookie: [] }];

/** The same for whoever has no account at hand: anybody may ask. */
export function openOperation(tag: string, summary: string, description?: string) {
  return { ...operation(tag, summary, description), security: [] };
}

/** What every operation's schema begins with. */
export function operation(tag: string, summary: string, description?: string) {
  return { tags: [tag], summary, security, ...(description !== undefined && { description }) };
}
