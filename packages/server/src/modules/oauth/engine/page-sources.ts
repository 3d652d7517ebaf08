import type { Client, ErrorOut, KoaContextWithOIDC } from 'oidc-provider';
import type { Application } from '#modules/applications';
import { acceptedLanguages } from '#platform/http/accept-language.ts';
import type { ApplicationFace, EngineForm, EnginePages, PageReader } from '../oauth.types.ts';
import { currentUnit } from '../storage/unit-of-work.ts';
import type { EngineClients } from './clients.ts';
import { pathOf } from './paths.ts';
import { formTarget, returnSourceOf } from './return-source.rules.ts';

/** What is known of a client: of an application of ours, or of a document that describes itself. */
export function faceOf(client: Client, application: Application | undefined): ApplicationFace {
  return {
    clientId: client.clientId,
    name: client.clientName ?? client.clientId,
    logoUri: client.logoUri ?? null,
    homepageUri: client.clientUri ?? null,
    policyUri: client.policyUri ?? null,
    termsUri: client.tosUri ?? null,
    isFirstParty: application?.isFirstParty === true,
  };
}

function readerOf(ctx: KoaContextWithOIDC): PageReader {
  const wished = ctx.oidc?.params?.['ui_locales'];
  const asked = typeof wished === 'string' ? wished.split(' ').filter((tag) => tag !== '') : [];
  return { languages: [...asked, ...acceptedLanguages(ctx.get('accept-language'))] };
}

function formOf(ctx: KoaContextWithOIDC, route: string): EngineForm {
  const secret = ctx.oidc.session?.state?.['secret'];
  return { action: pathOf(ctx.oidc.urlFor(route)), xsrf: typeof secret === 'string' ? secret : '' };
}

/** Browsers apply `form-action` to where an answered form redirects as well. */
function show(ctx: KoaContextWithOIDC, html: string, returnSource: string | null = null): void {
  const formAction = ["'self'", formTarget(returnSource) ?? ''].join(' ').trim();
  ctx.set(
    'content-security-policy',
    `default-src 'none'; style-src 'self'; img-src 'self'; form-action ${formAction}; frame-ancestors 'none'; base-uri 'none'`,
  );
  ctx.set('cache-control', 'no-store');
  ctx.set('vary', 'Accept-Language');
  const language = /^<!doctype html><html lang="(?<tag>[a-z-]+)"/i.exec(html)?.groups?.['tag'];
  if (language !== undefined) ctx.set('content-language', language);
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = html;
}

/** A code that came in the address, shown for the user to send. */
const prefillKey = 'Device:userCode';

export function prefillUserCode(userCode: string): void {
  currentUnit().seen.set(prefillKey, userCode);
}

function enteredCode(error: Error | undefined): string {
  const entered: unknown = error && 'userCode' in error ? error.userCode : currentUnit().seen.get(prefillKey);
  return typeof entered === 'string' ? entered : '';
}

function deviceSources(pages: EnginePages, faceFor: (client: Client) => ApplicationFace) {
  return {
    userCodeInputSource(...args: [KoaContextWithOIDC, string, ErrorOut?, Error?]): void {
      const [ctx, , , error] = args;
      const problem = error === undefined || error.name === 'NoCodeError' ? null : 'not_found';
      const html = pages.deviceCode({
        ...readerOf(ctx),
        form: formOf(ctx, 'code_verification'),
        problem: error?.name === 'AbortedError' ? 'aborted' : problem,
        userCode: enteredCode(error),
      });
      show(ctx, html);
    },
    userCodeConfirmSource(...args: [KoaContextWithOIDC, string, Client, object, string]): void {
      const [ctx, , client, device, userCode] = args;
      const { address = null, userAgent = null } = device as { address?: string; userAgent?: string };
      const form = formOf(ctx, 'code_verification');
      const view = { form, userCode, application: faceFor(client), device: { address, userAgent } };
      show(ctx, pages.deviceConfirm({ ...readerOf(ctx), ...view }));
    },
    successSource(ctx: KoaContextWithOIDC): void {
      const { client } = ctx.oidc;
      if (!client) throw new TypeError('A device was let in that belongs to no client');
      show(ctx, pages.deviceDone({ ...readerOf(ctx), application: faceFor(client) }));
    },
  };
}

function logoutSources(pages: EnginePages, faceFor: (client: Client) => ApplicationFace) {
  const application = (ctx: KoaContextWithOIDC): ApplicationFace | null =>
    ctx.oidc.client ? faceFor(ctx.oidc.client) : null;
  return {
    logoutSource(ctx: KoaContextWithOIDC): void {
      const target = ctx.oidc.params?.['post_logout_redirect_uri'];
      const html = pages.signOut({
        ...readerOf(ctx),
        form: formOf(ctx, 'end_session_confirm'),
        application: application(ctx),
      });
      show(ctx, html, typeof target === 'string' ? returnSourceOf(target) : null);
    },
    postLogoutSuccessSource(ctx: KoaContextWithOIDC): void {
      show(ctx, pages.signedOut({ ...readerOf(ctx), application: application(ctx) }));
    },
  };
}

/** The engine's own documents, drawn by our pages. */
export function createPageSources(pages: EnginePages, clients: EngineClients) {
  const faceFor = (client: Client): ApplicationFace => faceOf(client, clients.knownOf(client)?.application);
  return {
    device: deviceSources(pages, faceFor),
    logout: logoutSources(pages, faceFor),
    renderError(ctx: KoaContextWithOIDC, { error, error_description: description }: ErrorOut): void {
      const { requestId } = currentUnit().act.origin;
      const view = { error, description: description ?? null, requestId: requestId ?? '' };
      show(ctx, pages.error({ ...readerOf(ctx), ...view }));
    },
  };
}
