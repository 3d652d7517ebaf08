import cookie from '@fastify/cookie';
import { fastify, type FastifyInstance } from 'fastify';
import { addCommonHeaders, commonHeadersFor } from '#app/common-headers.ts';
import { addHttpContext } from '#app/http-context.ts';
import { pagesScope } from '#app/scopes/pages.ts';
import { sessionCookieName } from '#app/session-cookie.ts';
import type { Interaction } from '#modules/oauth';
import { deviceCookieName } from '#modules/sessions';
import { PageVisitor, type Visited } from '../../support/page-visitor.ts';
import { testApp, type TestApp } from '../../support/test-app.ts';
import { FakeOauth } from './fake-oauth.ts';

export interface PagesApp extends Omit<TestApp, 'app'> {
  app: FastifyInstance;
  oauth: FakeOauth;
}

/** The pages on all the real services, with an engine that does as the test tells it. */
export async function pagesApp(env: Record<string, string> = {}): Promise<PagesApp> {
  const test = await testApp(env);
  const { config, services } = test;
  const oauth = new FakeOauth();
  const cookieName = sessionCookieName(config);
  const app = fastify({ routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 } });
  await app.register(cookie);
  addHttpContext(app, {
    login: services.login,
    publicUrl: config.server.url,
    sessionCookieName: cookieName,
    deviceCookieName: deviceCookieName(config.cookies),
  });
  addCommonHeaders(app, commonHeadersFor(config));
  // Its methods are fields, so that they can be laid over the real ones.
  const standIn = { ...services, oauth: { ...services.oauth, ...oauth } };
  await app.register((scope, _options, done) => {
    pagesScope(scope, { config, services: standIn, sessionCookieName: cookieName });
    done();
  });
  return {
    ...test,
    app,
    oauth,
    async close() {
      await app.close();
      await test.close();
    },
  };
}

/** A browser in which an interaction began, with its page. */
export async function openInteraction(
  { app, oauth }: PagesApp,
  changes: Partial<Interaction> = {},
  visitor = new PageVisitor(app),
): Promise<{ visitor: PageVisitor; interaction: Interaction; page: Visited }> {
  const interaction = oauth.begin(changes);
  visitor.cookies.set(oauth.interactionCookieName, interaction.uid);
  return { visitor, interaction, page: await visitor.open(`/o/interaction/${interaction.uid}`) };
}
