import { once } from 'node:events';
import type { Server } from 'node:http';
import express from 'express';
import session from 'express-session';
import { Passport } from 'passport';
import OpenIdConnectStrategy, { type Profile, type VerifyCallback } from 'passport-openidconnect';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FormVisitor } from '../support/form-visitor.ts';
import { subjectOf } from '../support/management.ts';
import { addClient, type OauthClient } from '../support/oauth-client.ts';
import { siteTest } from '../support/site-test.ts';

const test = siteTest();
let server: Server;
let url: string;
let known: OauthClient;

function strategy(issuer: string): OpenIdConnectStrategy {
  const settings = {
    ...{ issuer, authorizationURL: `${issuer}/o/authorize/`, tokenURL: `${issuer}/o/token/` },
    ...{ userInfoURL: `${issuer}/o/userinfo/`, callbackURL: `${url}/callback`, scope: ['profile', 'email'] },
    ...{ clientID: known.clientId, clientSecret: known.secret, nonce: 'nonce', skipUserProfile: false },
  };
  return new OpenIdConnectStrategy(settings, (_issuer: string, profile: Profile, done: VerifyCallback) =>
    done(null, profile),
  );
}

/** An application as its developers write them, that shows who is signed in. */
function application(): express.Express {
  const passport = new Passport();
  passport.use('ostiary', strategy(test.site.url));
  passport.serializeUser((user, done) => done(null, user));
  passport.deserializeUser((user: Express.User, done) => done(null, user));
  const app = express();
  app.use(session({ secret: 'only for this test', resave: false, saveUninitialized: false }));
  app.use(passport.session());
  app.get('/sign-in', passport.authenticate('ostiary') as express.RequestHandler);
  app.get(
    '/callback',
    passport.authenticate('ostiary', {
      ...{ successRedirect: '/', failureRedirect: '/refused' },
    }) as express.RequestHandler,
  );
  app.get('/', (request, response) => void response.json(request.user ?? null));
  return app;
}

beforeAll(async () => {
  const listening = express();
  server = listening.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  url = `http://127.0.0.1:${address.port}`;
  known = await addClient(test.site, { redirect_uris: [`${url}/callback`] });
  listening.use(application());
});
afterAll(async () => {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
});

interface Answer {
  location: string;
  text: string;
  cookie: string;
}

async function open(address: string | URL, cookie = ''): Promise<Answer> {
  const response = await fetch(address, { redirect: 'manual', headers: { cookie } });
  const [set = ''] = response.headers.getSetCookie();
  return {
    location: response.headers.get('location') ?? '',
    text: await response.text(),
    cookie: set === '' ? cookie : (set.split(';')[0] ?? ''),
  };
}

describe('passport with its OpenID Connect strategy', () => {
  it('signs somebody in, and knows them from userinfo', async () => {
    const person = await test.site.addPerson();
    const begun = await open(`${url}/sign-in`);
    const answer = await new FormVisitor(test.site, person).allow(begun.location);
    const done = await open(answer, begun.cookie);
    expect(done.location).toBe('/');
    const profile: unknown = JSON.parse((await open(`${url}/`, done.cookie)).text);
    expect(profile).toMatchObject({
      id: await subjectOf(test.site, person),
      ...{ displayName: 'Ada Lovelace', username: person.username, emails: [{ value: person.email }] },
    });
  });

  it('signs nobody in who refuses, or who comes with the answer of somebody else', async () => {
    const visitor = new FormVisitor(test.site, await test.site.addPerson());
    const begun = await open(`${url}/sign-in`);
    const refused = await open(await visitor.refuse(begun.location), begun.cookie);
    expect(refused.location).toBe('/refused');
    const answer = await visitor.allow((await open(`${url}/sign-in`)).location);
    const other = await open(answer, (await open(`${url}/sign-in`)).cookie);
    expect(other.location).toBe('/refused');
    expect((await open(`${url}/`, other.cookie)).text).toBe('null');
  });
});
