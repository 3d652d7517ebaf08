import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { provideDebianPrograms } from '../../../tools/programs/debian-programs.ts';
import { freePort } from '../support/free-port.ts';

const run = promisify(execFile);
const startTimeoutMs = 20_000;
/** Until a proxy has read its file again, or has seen which servers are ready. */
const settleMs = 3_000;

export const siteName = 'id.example.org';

export interface ProxyOptions {
  /** An empty folder for what it writes. */
  folder: string;
  /** `127.0.0.1:8000`, two of them as in the file that is shipped. */
  servers: readonly [string, string];
}

export interface Proxy {
  httpPort: number;
  httpsPort: number;
  /** What the guide asks for before a server is stopped, and with undefined after it is back. */
  leaveOut(host: string | undefined): Promise<void>;
  stop(): Promise<void>;
}

export interface ProxyKind {
  name: string;
  start(options: ProxyOptions): Promise<Proxy>;
}

/** Changes the file that is shipped as its comments say; each text has to be there, once. */
function changed(text: string, changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((result, [from, to]) => {
    const parts = result.split(from);
    if (parts.length !== 2) throw new Error(`${from} is in the file ${parts.length - 1} times.`);
    return parts.join(to);
  }, text);
}

function shipped(path: string): Promise<string> {
  return readFile(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
}

async function makeCertificate(folder: string): Promise<{ certificate: string; key: string }> {
  const { env, find } = await provideDebianPrograms({ packages: ['openssl'] });
  const files = { certificate: join(folder, 'certificate.pem'), key: join(folder, 'key.pem') };
  const names = ['-subj', `/CN=${siteName}`, '-addext', `subjectAltName=DNS:${siteName}`];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const out = ['-keyout', files.key, '-out', files.certificate];
  // Without a file of settings of its own, which a package that is only unpacked has elsewhere.
  const config = join(folder, 'openssl.cnf');
  await writeFile(config, '[req]\ndistinguished_name = name\n[name]\n');
  await run(find('openssl'), ['req', '-x509', '-config', config, ...kind, ...names, ...out], {
    env: { ...process.env, ...env },
  });
  return files;
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

interface Program {
  argv: readonly string[];
  env: Record<string, string>;
  folder: string;
}

async function startProgram({ argv, env, folder }: Program, ports: readonly number[]) {
  const [file = '', ...args] = argv;
  const child = spawn(file, args, { env: { ...process.env, ...env }, cwd: folder });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  }
  for (const port of ports) {
    for (const deadline = Date.now() + startTimeoutMs; !(await isListening(port)); await sleep(50)) {
      if (child.exitCode === null && Date.now() < deadline) continue;
      child.kill('SIGKILL');
      throw new Error(`${file} did not start:\n${printed}`);
    }
  }
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  };
  return { child, stop };
}

/** What a whole nginx has around a file of conf.d: here with everything that it writes in one folder. */
const aroundNginx = (folder: string, site: string): string => `
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log stderr warn;
events {}
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  include ${site};
}
`;

const nginx: ProxyKind = {
  name: 'nginx',
  async start({ folder, servers }) {
    const { env, find } = await provideDebianPrograms({ packages: ['nginx'] });
    const [httpPort, httpsPort] = [await freePort(), await freePort()];
    const { certificate, key } = await makeCertificate(folder);
    const site = changed(await shipped('nginx/ostiary.conf'), [
      ['server 127.0.0.1:8000 ', `server ${servers[0]} `],
      ['server 127.0.0.1:8001 ', `server ${servers[1]} `],
      ['    listen 80;\n    listen [::]:80;\n', `    listen 127.0.0.1:${httpPort};\n`],
      [
        '    listen 443 ssl http2;\n    listen [::]:443 ssl http2;\n',
        `    listen 127.0.0.1:${httpsPort} ssl http2;\n`,
      ],
      ['/etc/ssl/ostiary/fullchain.pem', certificate],
      ['/etc/ssl/ostiary/privkey.pem', key],
    ]);
    const [siteFile, file] = [join(folder, 'ostiary.conf'), join(folder, 'nginx.conf')];
    await writeFile(siteFile, site);
    await writeFile(file, aroundNginx(folder, siteFile));
    const argv = [find('nginx'), '-e', 'stderr', '-p', folder, '-c', file];
    await run(argv[0] ?? '', [...argv.slice(1), '-t'], { env: { ...process.env, ...env } });
    const { child, stop } = await startProgram({ argv, env, folder }, [httpPort, httpsPort]);
    const leaveOut = async (host: string | undefined): Promise<void> => {
      await writeFile(
        siteFile,
        host === undefined ? site : changed(site, [[`server ${host} `, `server ${host} down `]]),
      );
      child.kill('SIGHUP');
      await sleep(settleMs);
    };
    return { httpPort, httpsPort, leaveOut, stop };
  },
};

const caddy: ProxyKind = {
  name: 'Caddy',
  async start({ folder, servers }) {
    const { env, find } = await provideDebianPrograms({ packages: ['caddy'] });
    const [httpPort, httpsPort] = [await freePort(), await freePort()];
    const { certificate, key } = await makeCertificate(folder);
    const site = changed(await shipped('caddy/Caddyfile'), [
      ['reverse_proxy 127.0.0.1:8000 127.0.0.1:8001 {', `reverse_proxy ${servers.join(' ')} {`],
      // A certificate of the test's own; a real one can only be fetched where the world sees the site.
      [`http://${siteName} {\n`, `http://${siteName} {\n\tbind 127.0.0.1\n`],
      [`\n${siteName} {\n`, `\n${siteName} {\n\tbind 127.0.0.1\n\ttls ${certificate} ${key}\n`],
    ]);
    const file = join(folder, 'Caddyfile');
    const global = `{\n\tadmin off\n\thttp_port ${httpPort}\n\thttps_port ${httpsPort}\n}\n`;
    await writeFile(file, global + site);
    const home = join(folder, 'home');
    await mkdir(home);
    const all = { ...env, HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home };
    const flags = ['--config', file, '--adapter', 'caddyfile'];
    await run(find('caddy'), ['validate', ...flags], { env: { ...process.env, ...all } });
    const argv = [find('caddy'), 'run', ...flags];
    const { stop } = await startProgram({ argv, env: all, folder }, [httpPort, httpsPort]);
    // It asks each server once a second whether it is ready.
    const leaveOut = async (): Promise<void> => void (await sleep(settleMs));
    return { httpPort, httpsPort, leaveOut, stop };
  },
};

/** Each with the file that is shipped for it. */
export const proxyKinds: readonly ProxyKind[] = [nginx, caddy];
