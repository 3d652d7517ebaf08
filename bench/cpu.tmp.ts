import { readdirSync, readFileSync } from 'node:fs';
import { startBareEngine } from './support/oauth-server.ts';
import { startOstiaryOauth } from './support/oauth-ostiary.ts';
import * as load from './support/oauth-load.ts';
const pids = (text: string) => readdirSync('/proc').filter((p) => /^\d+$/.test(p)).filter((p) => { try { return readFileSync(`/proc/${p}/cmdline`, 'utf8').includes(text); } catch { return false; } }).map(Number);
const cpu = (pid: number) => { const f = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' '); return (Number(f[11]) + Number(f[12])) * 10; };
const before = new Set([...pids('oidc-server.ts'), ...pids('ostiary.mjs'), ...pids('main.js')]);
const bare = await startBareEngine(); const bp = pids('oidc-server.ts').find((p) => !before.has(p))!;
const ours = await startOstiaryOauth();
const port = new URL(ours.url).port;
const op = readdirSync('/proc').filter((p) => /^\d+$/.test(p)).map(Number).find((p) => { try { return readFileSync(`/proc/${p}/environ`, 'utf8').includes(`OSTIARY_PORT=${port}\0`)  ; } catch { return false; } })!;
const ops: Record<string, (s: any, t: number) => Promise<number>> = { cc: (s, t) => load.clientCredentialsRate(s, t), refresh: (s, t) => load.oauthRefreshRate(s, t), code: (s, t) => load.codeFlowRate(s, t) };
try {
  for (const [name, f] of Object.entries(ops)) {
    const out: number[][] = [];
    await f(bare, 1); await f(ours, 1);
    for (let k = 0; k < 3; k++) { const row = []; for (const [s, p] of [[bare, bp], [ours, op]] as const) { const c = cpu(p); const r = await f(s, 2); row.push((cpu(p) - c) * 1000 / (r * 2)); } out.push(row); }
    out.sort((a, b) => a[1]! / a[0]! - b[1]! / b[0]!);
    console.log(name, 'bare', out[1]![0]!.toFixed(0), 'µs ours', out[1]![1]!.toFixed(0), 'µs ratio', (out[1]![0]! / out[1]![1]!).toFixed(2));
  }
} finally { await bare.stop(); await ours.stop(); }
