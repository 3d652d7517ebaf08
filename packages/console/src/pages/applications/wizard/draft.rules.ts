import type { Schemas } from '../../../api/client.ts';
import { comesBack, registrationOf, signsPeopleIn, type Kind } from '../kinds.rules.ts';
import { frameworksFor } from '../snippets/frameworks.ts';
import type { Framework } from '../snippets/snippet.types.ts';
import { listProblems, originsOf, redirectProblem, type UriProblem } from '../uri.rules.ts';

/** What was chosen and typed so far. */
export interface Draft {
  kind: Kind | null;
  framework: string | null;
  name: string;
  /** Only asked of an existing client: the other kinds say it by themselves. */
  keepsSecret: boolean;
  redirectUris: string[];
  postLogoutUris: string[];
  scopes: string[];
}

export const emptyDraft: Draft = {
  kind: null,
  framework: null,
  name: '',
  keepsSecret: true,
  redirectUris: [''],
  postLogoutUris: [''],
  scopes: [],
};

export const steps = ['kind', 'details', 'access', 'review'] as const;
export type Step = (typeof steps)[number];

function given(uris: readonly string[]): string[] {
  return uris.map((uri) => uri.trim()).filter((uri) => uri !== '');
}

export interface DetailProblems {
  name: boolean;
  noRedirect: boolean;
  redirects: readonly (UriProblem | undefined)[];
  postLogouts: readonly (UriProblem | undefined)[];
}

export function problemsOf({ kind, name, redirectUris, postLogoutUris }: Draft): DetailProblems {
  const asks = kind !== null && comesBack(kind);
  const problemOf = (uri: string) => redirectProblem(uri.trim(), kind === 'native');
  return {
    name: name.trim() === '' || [...name.trim()].length > 100,
    noRedirect: asks && given(redirectUris).length === 0,
    redirects: asks ? listProblems(redirectUris, problemOf) : [],
    postLogouts: asks ? listProblems(postLogoutUris, problemOf) : [],
  };
}

export function isComplete(draft: Draft): boolean {
  const { name, noRedirect, redirects, postLogouts } = problemsOf(draft);
  return !name && !noRedirect && [...redirects, ...postLogouts].every((problem) => problem === undefined);
}

/** The step that can be shown: the wanted one, or an earlier one that something is missing in. */
export function reachable(draft: Draft, wanted: string): Step {
  if (draft.kind === null) return 'kind';
  const step = steps.find((known) => known === wanted) ?? 'kind';
  return isComplete(draft) || steps.indexOf(step) < 2 ? step : 'details';
}

/** People are to be known by name and address; a machine asks for what its API knows. */
function scopesFor(kind: Kind): string[] {
  return signsPeopleIn(kind) ? ['openid', 'profile', 'email'] : [];
}

function withProposals(draft: Draft, framework: Framework | undefined): Draft {
  const before = frameworksFor(draft.kind ?? 'web').find(({ id }) => id === draft.framework);
  // What somebody typed stays.
  const untouched = (uris: string[], proposed: string | undefined): boolean =>
    given(uris).every((uri) => uri === proposed);
  return {
    ...draft,
    framework: framework?.id ?? null,
    ...(untouched(draft.redirectUris, before?.redirectUri) && {
      redirectUris: [framework?.redirectUri ?? ''],
    }),
    ...(untouched(draft.postLogoutUris, before?.postLogoutUri) && {
      postLogoutUris: [framework?.postLogoutUri ?? ''],
    }),
  };
}

/** With the redirect URIs that it expects, unless others were typed. */
export function withFramework(draft: Draft, id: string | null): Draft {
  return withProposals(
    draft,
    frameworksFor(draft.kind ?? 'web').find((framework) => framework.id === id),
  );
}

/** Name and typed addresses stay, what does not go with the kind does not. */
export function withKind(draft: Draft, kind: Kind): Draft {
  if (draft.kind === kind) return draft;
  const cleared = withFramework(draft, null);
  return { ...cleared, kind, scopes: scopesFor(kind), keepsSecret: true };
}

export function creationOf(draft: Draft): Schemas['ApplicationCreation'] {
  const { kind, keepsSecret, name, scopes } = draft;
  if (kind === null) throw new TypeError('The kind is not chosen yet');
  const redirects = comesBack(kind) ? given(draft.redirectUris) : [];
  const isPublicPage = kind === 'spa' || (kind === 'existing' && !keepsSecret);
  return {
    name: name.trim(),
    ...registrationOf(kind, keepsSecret),
    redirect_uris: redirects,
    post_logout_redirect_uris: comesBack(kind) ? given(draft.postLogoutUris) : [],
    allowed_origins: isPublicPage ? originsOf(redirects) : [],
    scopes,
  };
}
