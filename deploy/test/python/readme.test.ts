import { expect, it } from 'vitest';
import { objectsIn, writeDown } from '../../../tools/guides/support/services.ts';
import { followDocument } from '../../../tools/guides/support/story.ts';
import { providePythonFor, startProject } from './at-a-guide.ts';

/** Each command starts a Python or a Node, on machines that are busy. */
const patienceMs = 300_000;

const story = followDocument({ document: 'clients/python/README.md' });
const ada = { email: 'ada@example.com', password: 'engine-no-1-difference' };

const located = (text: string): string => text.replaceAll('https://id.example.org', story.url());

async function tokenFor(key: string): Promise<string> {
  const response = await fetch(`${story.url()}/auth/token/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'ostiary-service': key },
    body: JSON.stringify(ada),
  });
  return String(((await response.json()) as Record<string, unknown>)['access']);
}

let token = '';

it(
  'a program in Python lets in whom it should, and keeps users of its own',
  async () => {
    await providePythonFor(story);
    await story.run('pip install');
    expect(await story.workplace().calls()).toEqual([
      { program: 'pip', args: ['install', './clients/python[django]'] },
    ]);
    await story.addUser(ada);
    await story.say('npx ostiary services create Orders https://orders.example.org --access-level reader');
    const created = await story.say('npx ostiary services keys create Orders --json');
    const key = String(objectsIn(created)[0]?.['key']);
    await story.export({ OSTIARY_SERVICE_KEY: key });
    token = await tokenFor(key);

    await writeDown(story, 'door.py', located(story.take('def authenticate')));
    const asked = `from door import authenticate
for token in ["${token}", "${token}x", "garbage"]:
    status, subject = authenticate(token)
    print(status, subject and [subject.may_enter, len(subject.roles), bool(subject.sub)])`;
    await writeDown(story, 'ask.py', asked);
    expect(await story.say('python ask.py')).toBe('200 [True, 1, True]\n401 None\n401 None\n');

    await writeDown(story, 'people.py', located(story.take('class People')));
    await writeDown(
      story,
      'watch.py',
      `import json, threading, time
program = {"__name__": "people"}
threading.Thread(target=lambda: exec(open("people.py").read(), program), daemon=True).start()
for _ in range(300):
    time.sleep(0.1)
    if "people" in program:
        print(json.dumps(sorted(user["email"] for user in program["people"].users.values())), flush=True)`,
    );
    await story.say('python watch.py > watched 2>&1 & WATCH=$!');
    const watched = async (): Promise<string> => (await story.say('tail -n 1 watched')).trim();
    await expect.poll(watched, { timeout: 15_000 }).toBe('["ada@example.com"]');
    await story.addUser({ ...ada, email: 'bea@example.com' });
    await expect.poll(watched, { timeout: 15_000 }).toBe('["ada@example.com", "bea@example.com"]');
    await story.say('npx ostiary users delete ada@example.com --yes');
    await expect.poll(watched, { timeout: 15_000 }).toBe('["bea@example.com"]');
    await story.say('kill $WATCH');
  },
  patienceMs,
);

it(
  'the settings of the README are those of a service',
  async () => {
    const project = await startProject(story, 'site');
    await project.append('settings.py', located(story.take('REST_FRAMEWORK = {')));
    await story.say('python manage.py migrate --verbosity 0');
    expect(await story.say('python manage.py ostiary_check')).toContain('Everything is in order.');
    await story.say('cd ..');
  },
  patienceMs,
);

it(
  'the tests of the package run by hand as it says',
  async () => {
    const printed = await story.run('manage.py test');
    expect(printed).toMatch(/Ran \d{2,} tests in [^]*\nOK/);
  },
  patienceMs,
);
