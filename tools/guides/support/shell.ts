import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Ran {
  /** Both streams, in the order in which they came. */
  printed: string;
  /** The commands that failed where nobody asked whether they would, with their codes. */
  failed: string[];
}

/** One shell that stays open: what a block sets is there for the next one. */
export interface Shell {
  run(commands: string, input?: string): Promise<Ran>;
  end(): Promise<void>;
}

const limitMs = 90_000;

/** `room` is a folder of the shell's own, for what it notes; it works in `directory`. */
export function openShell(room: string, directory: string, env: Record<string, string>): Shell {
  const failures = join(room, 'failures');
  const child = spawn('bash', ['--norc'], { cwd: directory, env, stdio: ['pipe', 'pipe', 'inherit'] });
  let printed = '';
  let look: () => void = () => undefined;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    look();
  });
  child.once('close', () => look());
  // Noticed wherever it happens: in functions, pipes and substitutions, too.
  const trap = `printf '%s (exit code %s)\\n' "$BASH_COMMAND" "$?" >> '${failures}'`;
  child.stdin.write(
    `exec 2>&1\nset -E -o pipefail\ntrap ${JSON.stringify(trap).replaceAll('$', '\\$')} ERR\n`,
  );
  let count = 0;
  return {
    async run(commands, input = '') {
      const [script, typed] = [join(room, `block-${++count}.sh`), join(room, 'typed')];
      await writeFile(script, `${commands}\n`);
      await writeFile(typed, input);
      await writeFile(failures, '');
      const mark = randomUUID();
      printed = '';
      const finished = new Promise<string>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`Not finished:\n${commands}\n${printed}`)), limitMs);
        look = () => {
          const isFinished = printed.includes(mark);
          if (!isFinished && child.exitCode === null) return;
          clearTimeout(timer);
          if (isFinished) resolve(printed.slice(0, printed.indexOf(mark)));
          else reject(new Error(`The shell ended:\n${printed}`));
        };
      });
      child.stdin.write(`. '${script}' < '${typed}'\nprintf %s ${mark}\n`);
      const text = await finished;
      const failed = (await readFile(failures, 'utf8')).split('\n').filter((line) => line !== '');
      return { printed: text, failed: failed.filter((line) => !line.startsWith(`. '${script}'`)) };
    },
    async end() {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      // What a document starts with & goes on otherwise.
      child.stdin.end("trap - ERR\nkill $(jobs -p) 2> '/dev/null'\nwait\n");
      const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(timer);
    },
  };
}
