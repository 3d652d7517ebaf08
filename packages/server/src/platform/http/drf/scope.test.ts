import { fastify, type FastifyInstance, type InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../errors.ts';
import { fields, nullableText, optionalInteger, optionalText, text } from './fields.ts';
import { asJson } from './reply.ts';
import { drfScope } from './scope.ts';

const body = fields({
  name: text(),
  password: text({ isTrimmed: false }),
  note: optionalText(),
  phone: nullableText(),
  level: optionalInteger(),
});

let app: FastifyInstance;

beforeAll(async () => {
  app = fastify({ bodyLimit: 4096, routerOptions: { ignoreTrailingSlash: true } });
  await app.register(
    (scope, _options, done) => {
      const drf = drfScope(scope, (error) =>
        error.code === 'access.denied' ? { status: 418, body: { scope: 'refused' } } : undefined,
      );
      drf.route({
        url: '/echo/',
        methods: ['POST'],
        name: 'Echo',
        schema: {},
        handler: async (request, reply) => asJson(reply, body.read(request.body)),
      });
      drf.route({
        url: '/fail/:code',
        methods: ['GET'],
        name: 'Fail',
        schema: {},
        errors: (error) =>
          error.code === 'users.not_found' ? { status: 410, body: { gone: true } } : undefined,
        handler: async (request) => {
          const { code } = request.params as { code: string };
          if (code === 'boom') throw new Error('secret detail');
          if (code === 'throttled') throw new AppError('request.throttled', { retryAfterSeconds: 1 });
          throw new AppError(code === 'denied' ? 'access.denied' : 'users.not_found');
        },
      });
      done();
    },
    { prefix: '/x' },
  );
  await app.ready();
});

afterAll(() => app.close());

const send = (options: InjectOptions) => app.inject({ method: 'POST', url: '/x/echo/', ...options });
const json = (payload: string | Buffer, type = 'application/json') =>
  send({ payload, headers: { 'content-type': type } });
const good = { name: 'a', password: 'p' };

describe('reading a body', () => {
  it('takes JSON, with parameters on the type or not', async () => {
    for (const type of ['application/json', 'application/json; charset=utf-8', 'Application/JSON']) {
      expect((await json(JSON.stringify(good), type)).body).toBe('{"name":"a","password":"p"}');
    }
  });

  it('takes a form, where the last of two values counts', async () => {
    const answer = await json(
      'name=x&name=%20y%20&password=%20p+&level=3&note=',
      'application/x-www-form-urlencoded',
    );
    expect(answer.json()).toEqual({ name: 'y', password: ' p ', level: 3, note: '' });
  });

  it('takes a multipart form, and no file for a text', async () => {
    const part = (name: string, extra: string, value: string) =>
      `--B\r\nContent-Disposition: form-data; name="${name}"${extra}\r\n\r\n${value}\r\n`;
    const type = 'multipart/form-data; boundary=B';
    const whole = `${part('name', '', 'ä')}${part('password', '', 'p')}--B--\r\n`;
    expect((await json(whole, type)).json()).toEqual({ name: 'ä', password: 'p' });
    const file = `${part('name', '; filename="n.txt"', 'x')}${part('password', '', 'p')}--B--\r\n`;
    expect((await json(file, type)).json()).toEqual({ name: ['Not a valid string.'] });
    expect((await json('garbage', type)).statusCode).toBe(400);
    expect((await json(whole, 'multipart/form-data')).json()).toEqual({
      detail: 'Multipart form parse error - The form could not be read',
    });
  });

  it('takes nothing at all as an empty object', async () => {
    const missing = { name: ['This field is required.'], password: ['This field is required.'] };
    for (const type of ['application/json', 'application/x-www-form-urlencoded', 'text/plain']) {
      const answer = await json('', type);
      expect([answer.statusCode, answer.json()]).toEqual([400, missing]);
    }
    expect((await send({})).json()).toEqual(missing);
  });

  it.each([
    ['[]', 'Invalid data. Expected a dictionary, but got list.'],
    ['"a"', 'Invalid data. Expected a dictionary, but got str.'],
    ['7', 'Invalid data. Expected a dictionary, but got int.'],
    ['7.5', 'Invalid data. Expected a dictionary, but got float.'],
    ['true', 'Invalid data. Expected a dictionary, but got bool.'],
    ['null', 'No data provided'],
  ])('refuses %s, which is no object', async (payload, message) => {
    const answer = await json(payload);
    expect([answer.statusCode, answer.body]).toEqual([400, JSON.stringify({ non_field_errors: [message] })]);
  });

  it('refuses JSON that is none, in Python’s words', async () => {
    expect((await json('{')).body).toBe(
      '{"detail":"JSON parse error - Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"}',
    );
    expect((await json(Buffer.from([0x22, 0xff, 0x22]))).json()).toEqual({
      detail: "JSON parse error - 'utf-8' codec can't decode byte 0xff in position 1: invalid start byte",
    });
  });

  it('is not confused by prototype keys or deep nesting', async () => {
    const sneaky = await json('{"__proto__":{"name":"x"},"constructor":{"prototype":{}},"password":"p"}');
    expect(sneaky.json()).toEqual({ name: ['This field is required.'] });
    expect('name' in {}).toBe(false);
    const deep = await json(`{"name":${'['.repeat(1500)}${']'.repeat(1500)},"password":"p"}`);
    expect(deep.json()).toEqual({ name: ['Not a valid string.'] });
    expect((await json('['.repeat(4000))).statusCode).toBe(400);
  });

  it('refuses other types by name, whole header quoted', async () => {
    for (const type of ['text/plain', 'text/xml; charset=utf-8', 'nonsense']) {
      const answer = await json('hello', type);
      expect(answer.statusCode).toBe(415);
      expect(answer.json()).toEqual({ detail: `Unsupported media type "${type}" in request.` });
    }
  });

  it('refuses a body over the limit', async () => {
    const answer = await json(JSON.stringify({ name: 'x'.repeat(5000) }));
    expect(answer.statusCode).toBe(413);
    expect(answer.json()).toEqual({ detail: 'The request body is too large.' });
    expect(answer.headers['content-type']).toBe('application/json');
  });
});

describe('reading fields', () => {
  it.each([
    ['missing', {}, { name: ['This field is required.'] }],
    ['null', { name: null }, { name: ['This field may not be null.'] }],
    ['empty', { name: '' }, { name: ['This field may not be blank.'] }],
    ['only spaces', { name: ' \t' }, { name: ['This field may not be blank.'] }],
    ['a list', { name: [] }, { name: ['Not a valid string.'] }],
    ['an object', { name: {} }, { name: ['Not a valid string.'] }],
    ['a boolean', { name: true }, { name: ['Not a valid string.'] }],
    ['a number that JSON rounds', { name: 1e300 }, { name: ['Not a valid string.'] }],
    ['a NUL', { name: 'a\0b' }, { name: ['Null characters are not allowed.'] }],
    ['a lone surrogate', { name: 'a\ud800' }, { name: ['Surrogate characters are not allowed: U+D800.'] }],
    ['a level that is no integer', { name: 'a', level: 1.5 }, { level: ['A valid integer is required.'] }],
    ['a level in words', { name: 'a', level: 'two' }, { level: ['A valid integer is required.'] }],
    ['a null where none is allowed', { name: 'a', note: null }, { note: ['This field may not be null.'] }],
  ])('refuses %s', async (_case, sent, expected) => {
    const answer = await json(JSON.stringify({ password: 'p', ...sent }));
    expect([answer.statusCode, answer.json()]).toEqual([400, expected]);
  });

  it('turns numbers into text, trims all but passwords, and ignores what it does not know', async () => {
    const answer = await json('{"name":12,"password":" x ","phone":null,"level":"4","is_staff":true}');
    expect(answer.json()).toEqual({ name: '12', password: ' x ', phone: null, level: 4 });
  });

  it('names every problem at once, in the order of declaration', async () => {
    const answer = await json('{"level":"x","password":"","name":null}');
    expect(answer.body).toBe(
      '{"name":["This field may not be null."],"password":["This field may not be blank."],"level":["A valid integer is required."]}',
    );
  });
});

describe('manners', () => {
  it('says JSON without parameters, what it allows, and not to keep it', async () => {
    const { headers } = await json(JSON.stringify(good));
    expect(headers['content-type']).toBe('application/json');
    expect(headers.vary).toBe('Accept');
    expect(headers.allow).toBe('POST, OPTIONS');
    expect(headers['cache-control']).toBe('no-store');
  });

  it('answers with and without the trailing slash', async () => {
    const answer = await send({ url: '/x/echo', payload: good });
    expect(answer.statusCode).toBe(200);
  });

  it('refuses other methods before it looks at the body', async () => {
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE'] as const) {
      const answer = await send({ method, payload: '{', headers: { 'content-type': 'application/json' } });
      expect(answer.statusCode).toBe(405);
      expect(answer.body).toBe(`{"detail":"Method \\"${method}\\" not allowed."}`);
      expect(answer.headers.allow).toBe('POST, OPTIONS');
    }
    expect((await app.inject({ method: 'HEAD', url: '/x/fail/denied' })).statusCode).toBe(418);
    expect((await app.inject({ method: 'POST', url: '/x/fail/denied' })).headers.allow).toBe(
      'GET, HEAD, OPTIONS',
    );
  });

  it('describes itself on OPTIONS', async () => {
    const answer = await send({ method: 'OPTIONS' });
    expect([answer.statusCode, answer.headers.allow]).toEqual([200, 'POST, OPTIONS']);
    expect(answer.json()).toMatchObject({ name: 'Echo', renders: ['application/json'] });
  });

  it.each([
    ['*/*', 200],
    ['application/*;q=0.5', 200],
    ['text/html, */*;q=0.1', 200],
    ['APPLICATION/JSON', 200],
    ['application/xml', 406],
    ['text/html', 406],
    ['application/json;q=0', 406],
  ])('answers Accept: %s with %i', async (accept, status) => {
    const answer = await send({ payload: good, headers: { accept } });
    expect(answer.statusCode).toBe(status);
    if (status === 406) {
      expect(answer.body).toBe('{"detail":"Could not satisfy the request Accept header."}');
    }
  });

  it('answers unknown paths below its prefix alike, whatever came with them', async () => {
    for (const type of ['application/json', 'text/plain']) {
      const answer = await send({ url: '/x/nowhere/', payload: '{', headers: { 'content-type': type } });
      expect([answer.statusCode, answer.body]).toEqual([404, '{"detail":"Not found."}']);
      expect(answer.headers['content-type']).toBe('application/json');
    }
  });

  it('asks the route’s shape, then the scope’s, then answers in general', async () => {
    const answers = await Promise.all(
      ['gone', 'denied', 'throttled', 'boom'].map((code) => app.inject(`/x/fail/${code}`)),
    );
    expect(answers.map(({ statusCode, body: text }) => [statusCode, text])).toEqual([
      [410, '{"gone":true}'],
      [418, '{"scope":"refused"}'],
      [429, '{"detail":"Request was throttled. Expected available in 1 second."}'],
      [500, '{"detail":"Something went wrong on our side."}'],
    ]);
    expect(answers[2]?.headers['retry-after']).toBe('1');
  });
});
