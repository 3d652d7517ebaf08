import { enginePaths } from '../engine/paths.ts';
import type { OauthServiceDeps } from '../oauth.deps.ts';
import { credentialFields, issueDirectly } from './direct-credentials.ts';
import type { PlainRequest } from './direct-client.ts';
import { refreshDirectly, refreshFields } from './direct-refresh.ts';
import { introspectDirectly, introspectionFields } from './direct-introspection.ts';
import { plainForm } from './plain-form.rules.ts';

export interface PostedForm {
  path: string;
  headers: PlainRequest['headers'];
  body: Buffer;
}

/**
 * The JSON of an answer with status 200 to a request about which there is nothing to judge; undefined for every
 * other one, which the engine answers. Nothing is refused here, so that there is one place that refuses.
 */
export type AnswerDirectly = (form: PostedForm) => Promise<object | undefined>;

export function createDirectAnswers(deps: Omit<OauthServiceDeps, 'loadPages'>): AnswerDirectly {
  const answers = {
    [enginePaths.token]: {
      fields: new Set([...credentialFields, ...refreshFields]),
      answer: async (request: PlainRequest) =>
        request.fields.has('refresh_token') ? refreshDirectly(deps, request) : issueDirectly(deps, request),
    },
    [enginePaths.introspection]: {
      fields: introspectionFields,
      answer: (request: PlainRequest) => introspectDirectly(deps, request),
    },
  };
  const byPath = new Map(Object.entries(answers));
  /** The engine counts what it answers itself (engine/counted-grants.ts). */
  const note = ({ path, fields }: { path: string; fields: PlainRequest['fields'] }): void => {
    if (path === enginePaths.introspection) return deps.usage?.count('token.verified');
    deps.usage?.count(fields.has('refresh_token') ? 'token.refresh' : 'token.client_credentials');
  };
  return async ({ path, headers, body }) => {
    // With a shared secret nobody could check what is signed; the engine says that it is off.
    if (!(await deps.keys.signingKeys()).active) return undefined;
    const direct = byPath.get(path);
    const fields = direct && plainForm(body.toString('latin1'), direct.fields);
    const answer = fields && (await direct?.answer({ headers, fields }));
    if (answer) note({ path, fields });
    return answer;
  };
}
