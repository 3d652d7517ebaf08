import { join } from 'node:path';
import { provideDebianPrograms } from '../../../tools/programs/debian-programs.ts';
import { runChecker } from './deploy-files.ts';

/** What systemd itself says, which need not be running for that. */
export async function analyze(...args: string[]): ReturnType<typeof runChecker> {
  const { root, env, find } = await provideDebianPrograms({ packages: ['systemd'] });
  const libraries = [
    'usr/lib/x86_64-linux-gnu/systemd',
    'usr/lib/aarch64-linux-gnu/systemd',
    'usr/lib/systemd',
  ];
  const path = [...libraries.map((library) => join(root, library)), env['LD_LIBRARY_PATH']].join(':');
  return runChecker([find('systemd-analyze'), ...args], {
    ...env,
    LD_LIBRARY_PATH: path,
    SYSTEMD_EMOJI: '0',
  });
}
