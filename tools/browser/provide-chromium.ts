import { chromiumVariable, findChromium, type BrowserSearch } from './find-chromium.ts';

export interface BrowserMachine extends BrowserSearch {
  isRoot: boolean;
  /** Tells the person at the keyboard what takes so long. */
  say(line: string): void;
}

/** Another run may be installing at this moment: wait for it rather than fail. */
const waitForLock = ['-o', 'DPkg::Lock::Timeout=600'];
const quietly = { DEBIAN_FRONTEND: 'noninteractive' };

export const howToGetChromium =
  'Install Chromium (Debian: `apt-get install chromium`), or set ' +
  `${chromiumVariable} to the path of a Chromium or Chrome.`;

async function hasApt({ run }: BrowserMachine): Promise<boolean> {
  return (await run(['apt-get', '--version'], { output: 'keep' })).code === 0;
}

async function installChromium({ run, say }: BrowserMachine): Promise<void> {
  const apt = (...args: string[]): Promise<{ code: number | null }> =>
    run(['apt-get', ...waitForLock, ...args], { output: 'show', env: quietly });
  say("No Chromium found: installing Debian's `chromium` (once, a few hundred megabytes) …");
  // A list that cannot be fetched may belong to something else: installing decides.
  await apt('update');
  const { code } = await apt('install', '--yes', '--no-install-recommends', 'chromium');
  if (code !== 0) {
    throw new Error(`\`apt-get install chromium\` failed; its messages are above. ${howToGetChromium}`);
  }
}

/**
 * The path of a Chromium for the browser tests; installs Debian's where that can be done.
 * Errors: Error that says what to do.
 */
export async function provideChromium(machine: BrowserMachine): Promise<string> {
  const found = await findChromium(machine);
  if (found !== undefined) return found;
  if (!machine.isRoot || !(await hasApt(machine))) {
    throw new Error(`The browser tests need Chromium, and there is none. ${howToGetChromium}`);
  }
  await installChromium(machine);
  const installed = await findChromium(machine);
  if (installed !== undefined) return installed;
  throw new Error(`\`chromium\` was installed and does not start. ${howToGetChromium}`);
}
