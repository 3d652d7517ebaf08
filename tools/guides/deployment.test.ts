import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import type { Call } from './support/workplace.ts';
import { followDocument, storyTimeoutMs } from './support/story.ts';

// What the files say is tried with the real tools in deploy/test; here it is whether the commands fit the files.
const story = followDocument({ document: 'docs/guides/deployment.md' });

const at = (path: string): string => join(story.workplace().checkout, path);
const read = (path: string): Promise<string> => readFile(at(path), 'utf8');
const after = (args: readonly string[], flag: string): string[] =>
  args.filter((_arg, index) => args[index - 1] === flag);

/** The calls of a block, with a program in the place of each of these. */
async function callsOf(beginning: string, programs: readonly string[], replace = {}): Promise<Call[]> {
  const before = (await story.workplace().calls()).length;
  for (const name of programs) await story.workplace().standIn(name);
  await story.run(beginning, { replace });
  return (await story.workplace().calls()).slice(before);
}

async function servicesOf(file: string): Promise<string[]> {
  const { services } = parse(await read(file)) as { services: Record<string, unknown> };
  return Object.keys(services);
}

it('docker: the image is built from the file that is named, of the whole checkout (docker noted, not run)', async () => {
  const [{ args } = { args: [] }] = await callsOf('docker build', ['docker']);
  expect([args[0], args.at(-1), after(args, '-t')]).toEqual(['build', '.', ['ostiary']]);
  expect(await read(after(args, '-f')[0] ?? '')).toMatch(/^FROM /m);
});

it(
  'docker compose: files, services and commands that are named are there (docker noted, not run)',
  async () => {
    const inside = await callsOf('exec ostiary ostiary doctor', ['docker']);
    for (const { args } of inside) {
      const [file = ''] = after(args, '-f');
      const [service = '', ...command] = args.slice(args.indexOf('exec') + 1);
      expect(await servicesOf(file)).toContain(service);
      expect(await story.say(`${command.join(' ')} --help`)).toContain(`Usage: ${command.join(' ')}`);
    }
    expect(inside).toHaveLength(2);
    const [up, logs] = await callsOf('up --build', ['docker']);
    expect(up?.args.slice(-3)).toEqual(['up', '--build', '--detach']);
    expect(await servicesOf(after(logs?.args ?? [], '-f')[0] ?? '')).toContain(logs?.args.at(-1));
    expect(await story.say('stat -c %a deploy/.env')).toBe('600\n');
  },
  storyTimeoutMs,
);

it('okteto: the stack that is named is there (okteto noted, not run)', async () => {
  const [{ args } = { args: [] }] = await callsOf('okteto deploy', ['okteto']);
  expect(args).toEqual(['deploy', '-f', 'deploy/okteto-stack.yml', '--build']);
  expect(await servicesOf('deploy/okteto-stack.yml')).toContain('ostiary');
});

it('kubernetes: folders, the job and the deployment that are named are there (kubectl noted, not run)', async () => {
  await story.say('cd deploy && cp kubernetes/secret.example.yaml secret.yaml');
  const calls = (await callsOf('kubectl apply', ['kubectl'])).map(({ args }) => args);
  await story.say('cd ..');
  const folders = calls.flatMap((args) => after(args, '-k'));
  expect(folders).toEqual(['kubernetes/settings', 'kubernetes/upgrade', 'kubernetes']);
  const made: string[] = [];
  for (const folder of folders) {
    const { resources } = parse(await read(`deploy/${folder}/kustomization.yaml`)) as { resources: string[] };
    for (const file of resources.filter((name) => name.endsWith('.yaml')))
      for (const document of parseAllDocuments(await read(`deploy/${folder}/${file}`))) {
        const { kind, metadata } = document.toJS() as { kind: string; metadata: { name: string } };
        made.push(`${kind.toLowerCase()}/${metadata.name}`);
      }
  }
  const named = calls.flat().filter((arg) => /^(job|deployment)\//.test(arg));
  expect([...new Set(named)].sort()).toEqual(['deployment/ostiary', 'job/ostiary-upgrade']);
  expect(made).toEqual(expect.arrayContaining(named));
});

it(
  'systemd: the release is made and runs, the files are installed (systemctl noted, not run)',
  async () => {
    const { temporary } = story.workplace();
    await story.say(`mkdir -p '${temporary}/etc/systemd/system'`);
    const calls = await callsOf('node tools/release.mjs', ['systemctl'], {
      '/opt/ostiary': `${temporary}/opt/ostiary`,
      ' /etc/': ` ${temporary}/etc/`,
    });
    expect(calls.map(({ args }) => args.join(' '))).toEqual(['daemon-reload', 'enable --now ostiary']);
    expect(await story.say(`stat -c %a '${temporary}/etc/ostiary/ostiary.env'`)).toBe('600\n');
    const unit = await readFile(join(temporary, 'etc/systemd/system/ostiary.service'), 'utf8');
    expect(unit).toContain('EnvironmentFile=/etc/ostiary/ostiary.env');
    const [, program = ''] = /^ExecStart=\S*node \/opt\/ostiary\/(\S+)/m.exec(unit) ?? [];
    await access(join(temporary, 'opt/ostiary', program));
    expect(
      await story.say(`cd '${temporary}' && node opt/ostiary/${program} --version; cd - > /dev/null`),
    ).toMatch(/^\d+\.\d+\.\d+/);
  },
  storyTimeoutMs,
);

it('nginx: a server is taken out by the first command and put back by the last (nginx noted, not run)', async () => {
  const { temporary, room } = story.workplace();
  const installed = `${temporary}/etc/nginx/conf.d/ostiary.conf`;
  await story.say(`mkdir -p '${temporary}/etc/nginx/conf.d' && cp deploy/nginx/ostiary.conf '${installed}'`);
  await story
    .workplace()
    .addProgram('nginx', `cp '${installed}' "${room}/reload-$(ls '${room}' | grep -c reload)"`);
  await story.run('nginx -s reload', {
    replace: {
      '/etc/nginx': `${temporary}/etc/nginx`,
      // The line of the file, which no server of this test is behind.
      [`127.0.0.1:${story.port(8000)}`]: '127.0.0.1:8000',
    },
  });
  const [before, during, afterwards] = await Promise.all(
    [at('deploy/nginx/ostiary.conf'), `${room}/reload-0`, `${room}/reload-1`].map((file) =>
      readFile(file, 'utf8'),
    ),
  );
  expect(before).toMatch(/server 127\.0\.0\.1:\d+ /);
  expect(during).toMatch(/server 127\.0\.0\.1:\d+ down /);
  expect(afterwards).toBe(before);
});
