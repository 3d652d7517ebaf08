import type { OauthDeps } from '../oauth.deps.ts';

/** The audience of tokens that name none: Ostiary itself. */
export function ownAudience({ config }: Pick<OauthDeps, 'config'>): string {
  return config.tokens.audience ?? config.publicUrl;
}
