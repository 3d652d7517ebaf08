import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { expect } from 'vitest';
import { browserSession } from '../support/browser-session.ts';
import { goodPassword, operator } from '../support/http-client.ts';
import type { Attack } from './hostile-values.ts';
import type { Operation, Shape } from './operations.ts';
import { leakIn, type WatchedApp } from './watched-app.ts';

/** A browser's cookies and the token for its forms. */
export async function openPages(
  test: WatchedApp,
  login: string | undefined,
): Promise<{ cookie: string; formToken: string; secret: string }> {
  const session =
    login === undefined
      ? undefined
      : await browserSession(test.services, operator.act, { login, password: goodPassword });
  const secret = session?.secret ?? '';
  const own = secret === '' ? '' : `ostiary_session=${secret}`;
  const page = await test.app.inject({
    url: login === undefined ? '/sign-in' : '/',
    headers: { cookie: own },
  });
  const nonce = page.cookies.find(({ name }) => name === 'ostiary_form')?.value ?? '';
  const formToken = /name="form_token" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
  return { cookie: `${own}; ostiary_form=${nonce}`, formToken, secret };
}

function formOf(body: Record<string, unknown>, formToken: string): string {
  const form = new URLSearchParams();
  for (const [name, sent] of Object.entries(body))
    form.append(name, typeof sent === 'string' ? sent : JSON.stringify(sent));
  if (formToken !== '') form.set('form_token', formToken);
  return form.toString();
}

export function payloadOf(
  operation: Operation,
  attack: Attack,
  formToken: string,
): Pick<InjectOptions, 'payload' | 'headers'> {
  if (operation.method === 'GET') return {};
  if (attack.raw) {
    const { type, payload, encoding } = attack.raw;
    return {
      payload,
      headers: { 'content-type': type, ...(encoding !== undefined && { 'content-encoding': encoding }) },
    };
  }
  if (attack.isForm) {
    return {
      payload: formOf(attack.body, formToken),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    };
  }
  return { payload: JSON.stringify(attack.body), headers: { 'content-type': 'application/json' } };
}

/** `existing` is what a path may speak of, by the name of the parameter. */
export function urlOf(
  operation: Pick<Operation, 'path'>,
  attack: Pick<Attack, 'params' | 'query'>,
  existing: Readonly<Record<string, string>>,
): string {
  let next = 0;
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(attack.params[next++] ?? existing[name] ?? ''),
  );
  const query = new URLSearchParams(attack.query.map(([name, text]) => [name, text])).toString();
  return query === '' ? path : `${path}?${query}`;
}

function expectShape(answer: LightMyRequestResponse, shape: Shape): void {
  const type = String(answer.headers['content-type']);
  if (shape === 'page') return expect(type).toBe('text/html; charset=utf-8');
  const body = answer.json<Record<string, unknown>>();
  if (shape === 'problem') {
    expect(type).toMatch(/^application\/problem\+json/);
    expect(body).toMatchObject({
      status: answer.statusCode,
      code: expect.any(String) as string,
      request_id: answer.headers['x-request-id'],
    });
    return;
  }
  expect(type).toBe('application/json');
  // `detail`, or lists of sentences by field, or the tutorials’ own `error`.
  if (typeof body['detail'] === 'string' || 'error' in body) return;
  for (const messages of Object.values(body))
    expect(messages).toEqual(expect.arrayContaining([expect.any(String)]));
}

/** No 5xx, the shape of its scope, no header that was planted, and none of the secrets in it. */
export function expectHarmless(
  answer: LightMyRequestResponse,
  operation: Pick<Operation, 'shape'>,
  secrets: readonly string[],
): void {
  expect(answer.statusCode).toBeLessThan(500);
  if (answer.statusCode >= 400) expectShape(answer, operation.shape);
  for (const [name, value] of Object.entries(answer.headers)) {
    expect(`${name}: ${String(value)}`).not.toMatch(/[\r\n]|planted/);
    if (name === 'location') expect(String(value)).toMatch(/^\/(?![/\\])/);
  }
  expect(leakIn(answer.body + JSON.stringify(answer.headers), secrets)).toBeUndefined();
  if (String(answer.headers['content-type']).includes('html')) {
    expect(answer.body).not.toMatch(/<script>alert|<img src=x/);
  }
}
