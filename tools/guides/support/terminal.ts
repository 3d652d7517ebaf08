import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stripVTControlCharacters } from 'node:util';

/** What is asked, and what is typed then. */
export type Answers = readonly (readonly [asked: RegExp, typed: string])[];

const limitMs = 60_000;

/** Runs a line at a terminal, as `script` of util-linux makes one, and answers what it asks in this order. */
export async function runAtTerminal(
  line: string,
  { cwd, env, answers }: { cwd: string; env: Record<string, string>; answers: Answers },
): Promise<{ printed: string; code: number | null }> {
  const child = spawn('script', ['-qefc', `stty cols 120 rows 40\n${line}`, '/dev/null'], {
    ...{ cwd, env: { ...env, TERM: 'xterm', SHELL: '/bin/sh' } },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const waiting = [...answers];
  let printed = '';
  let seen = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += stripVTControlCharacters(text);
    const [next] = waiting;
    if (next === undefined || !next[0].test(printed.slice(seen))) return;
    waiting.shift();
    seen = printed.length;
    child.stdin.write(`${next[1]}\r`);
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
  await once(child, 'close');
  clearTimeout(timer);
  if (waiting.length > 0) throw new Error(`It never asked ${String(waiting[0]?.[0])}:\n${printed}`);
  return { printed, code: child.exitCode };
}
