import { expect, it } from 'vitest';
import { inlineCommand } from '../../../tools/guides/support/inline.ts';
import { call, claimsIn, objectsIn, withOtherSignature } from '../../../tools/guides/support/services.ts';
import { followDocument, printedKeys } from '../../../tools/guides/support/story.ts';
import { freePort } from '../support/free-port.ts';
import { providePythonFor, startProject } from './at-a-guide.ts';

const document = 'docs/guides/django-services.md';
/** Each command starts a Python or a Node, on machines that are busy. */
const patienceMs = 300_000;

const story = followDocument({ document: 'docs/guides/django-services.md' });
const ada = { email: 'ada@example.com', password: 'engine-no-1-difference' };
const bea = { ...ada, email: 'bea@example.com' };

const located = (text: string): string => text.replaceAll('https://id.example.org', story.url());
const post = { method: 'POST' };

let key = '';
async function tokenOf(person: typeof ada, service = key): Promise<string> {
  const headers = { 'content-type': 'application/json', 'ostiary-service': service };
  const init = { method: 'POST', headers, body: JSON.stringify(person) };
  const { body } = await call(`${story.url()}/auth/token/`, undefined, init);
  return String((body as Record<string, unknown>)['access']);
}

/** Starts the project in which the shell is. Gives its address. */
async function serve(): Promise<string> {
  const url = `http://127.0.0.1:${await freePort()}`;
  await story.say(`python manage.py runserver --noreload ${url.slice(7)} > served 2>&1 & SERVICE=$!`);
  const status = (): Promise<number> =>
    call(url).then(
      (reply) => reply.status,
      () => 0,
    );
  await expect.poll(status, { timeout: 30_000 }).not.toBe(0);
  return url;
}

const endService = async (): Promise<void> => void (await story.say('kill $SERVICE; wait $SERVICE || true'));

it(
  'a project of Django with the package lets in whom the guide says',
  async () => {
    await providePythonFor(story);
    await story.say(await inlineCommand(document, 'pip install'));
    await story.addUser({ ...ada, flags: ['--username', 'ada'] });
    await story.addUser({ ...bea, flags: ['--username', 'bea'] });
    [key = ''] = printedKeys(await story.run('services create Orders'));
    await story.export({ OSTIARY_SERVICE_KEY: key });
    const project = await startProject(story, 'with-package');
    await project.append('settings.py', located(story.take('# settings.py: the package')));
    await project.replace('views.py', story.take('# views.py'));
    await project.replace(
      'urls.py',
      `from django.urls import path
from .views import Orders, Refunds
urlpatterns = [path("orders", Orders.as_view()), path("refunds", Refunds.as_view())]\n`,
    );
    expect(await story.run('ostiary_check')).toContain('Everything is in order.');
    const url = await serve();
    const [token, other] = [await tokenOf(ada), await tokenOf(bea)];
    expect(await call(`${url}/orders`)).toMatchObject({ status: 401, challenge: 'Bearer realm="api"' });
    for (const wrong of ['garbage', withOtherSignature(token)])
      expect(await call(`${url}/orders`, wrong)).toMatchObject({
        status: 401,
        challenge: expect.stringContaining('error="invalid_token"') as string,
      });
    expect((await call(`${url}/orders`, token)).status).toBe(403);
    await story.say('npx ostiary services access grant Orders ada@example.com --level reader');
    const status = async (path: string, init = {}): Promise<number> =>
      (await call(url + path, token, init)).status;
    await expect.poll(() => status('/orders'), { timeout: 10_000 }).toBe(200);
    expect(await call(`${url}/orders`, token)).toMatchObject({
      body: { sub: claimsIn(token)['sub'], row: expect.any(Number) as number },
    });
    expect(await status('/orders', post)).toBe(403);
    expect(await call(`${url}/refunds`, other, post)).toMatchObject({ status: 403 });
    await story.say(`npx ostiary permissions create orders.refund --description "Refund orders"
npx ostiary roles create cashier --level 3 --permission orders.refund
npx ostiary roles grant bea@example.com cashier`);
    const refund = async () => (await call(`${url}/refunds`, other, post)).body;
    await expect.poll(refund, { timeout: 10_000 }).toEqual({ by: claimsIn(other)['sub'] });

    // Rows of everybody, with what the service is told.
    await story.run('--field external_id');
    const rows = `python manage.py shell -c "from django.contrib.auth.models import User; print(sorted(User.objects.values_list('username', flat=True)))"`;
    await expect.poll(() => story.say(rows), { timeout: 15_000, interval: 500 }).toContain("['ada', 'bea']");
    await story.say('npx ostiary sessions end-all ada@example.com --yes');
    await expect.poll(() => status('/orders'), { timeout: 10_000 }).toBe(401);
    await endService();
  },
  patienceMs,
);

it.each(['SimpleJWT', 'SimpleJWT, with rows'])(
  'a project with %s alone verifies by the published keys',
  async (title) => {
    const project = await startProject(story, title.replaceAll(/\W+/g, '-'));
    await project.append('settings.py', located(story.take(`# settings.py: ${title}\n`)));
    await project.replace(
      'urls.py',
      `from django.urls import path
from rest_framework.response import Response
from rest_framework.views import APIView


class Me(APIView):
    def get(self, request):
        return Response({"pk": request.user.pk, "roles": request.auth["roles"]})


urlpatterns = [path("me", Me.as_view())]\n`,
    );
    await story.say('python manage.py migrate --verbosity 0');
    const token = await tokenOf(ada);
    const sub = String(claimsIn(token)['sub']);
    const url = await serve();
    if (title.endsWith('rows')) {
      expect(await call(`${url}/me`, token)).toMatchObject({ status: 401, body: { code: 'user_not_found' } });
      const row = `from django.contrib.auth.models import User; User.objects.create(username='${sub}')`;
      await story.say(`python manage.py shell -c "${row}"`);
    }
    const { status, body } = await call(`${url}/me`, token);
    expect([status, body]).toEqual([
      200,
      { pk: title.endsWith('rows') ? 1 : sub, roles: expect.any(Array) as unknown },
    ]);
    expect((await call(`${url}/me`)).status).toBe(401);
    expect((await call(`${url}/me`, withOtherSignature(token))).status).toBe(401);
    await endService();
  },
  patienceMs,
);

it('tokens are given a short life as the guide says', async () => {
  await story.say(await inlineCommand(document, 'npx ostiary services update Orders --access-token-seconds'));
  const { exp, iat } = claimsIn(await tokenOf(bea));
  expect(Number(exp) - Number(iat)).toBe(60);
  expect(objectsIn(await story.say('npx ostiary services show Orders --json'))).toMatchObject([
    { access_token_seconds: 60 },
  ]);
});
