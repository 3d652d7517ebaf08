import { enginePaths } from './paths.ts';

const get = ['GET', 'HEAD'];
const post = ['POST', 'OPTIONS'];

/** What each of the engine's paths is asked with; what belongs to the engine's optional parts as well. */
const methods: readonly [path: RegExp, methods: readonly string[]][] = [
  [/^\/\.well-known\//, [...get, 'OPTIONS']],
  [new RegExp(`^${enginePaths.authorization}$`), [...get, 'POST']],
  [new RegExp(`^${enginePaths.authorization}/[^/]+$`), get],
  [
    new RegExp(`^(${[enginePaths.token, enginePaths.revocation, enginePaths.introspection].join('|')})$`),
    post,
  ],
  [
    new RegExp(
      `^(${[enginePaths.device_authorization, enginePaths.pushed_authorization_request].join('|')})$`,
    ),
    post,
  ],
  [new RegExp(`^${enginePaths.userinfo}$`), [...get, ...post]],
  [new RegExp(`^${enginePaths.code_verification}$`), [...get, 'POST']],
  [new RegExp(`^${enginePaths.code_verification}/[^/]+$`), get],
  [new RegExp(`^${enginePaths.end_session}$`), [...get, 'POST']],
  [new RegExp(`^${enginePaths.end_session}/success$`), get],
  [new RegExp(`^${enginePaths.end_session}/confirm$`), ['POST']],
  [new RegExp(`^${enginePaths.registration}$`), ['POST']],
  [new RegExp(`^${enginePaths.registration}/[^/]+$`), [...get, 'PUT', 'DELETE']],
];

/** For telling a wrong method from an endpoint that is not there. Empty for a path that the engine never knows. */
export function methodsOf(path: string): readonly string[] {
  return methods.find(([pattern]) => pattern.test(path))?.[1] ?? [];
}
