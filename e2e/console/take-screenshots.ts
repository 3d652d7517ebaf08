// Writes a picture of every page of the console, at two widths, light and dark: `npm run screenshots -- [folder]`.
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { launchBrowser, looks, openContext } from '../support/browser.ts';
import { signIn } from '../support/people.ts';
import { startSite } from '../support/site.ts';
import { addSample, everyPage } from './sample.ts';

const phone = { width: 390, height: 844 };

async function takeAll(folder: string): Promise<number> {
  const site = await startSite();
  const browser = await launchBrowser();
  let count = 0;
  try {
    const pages = Object.entries(everyPage(await addSample(site)));
    for (const look of looks) {
      const context = await openContext(browser, look, {
        baseURL: site.url,
        reducedMotion: 'reduce',
        ...(look.screen === 'phone' && { viewport: phone }),
      });
      const page = await context.newPage();
      await signIn(page, site.administrator);
      for (const [name, path] of pages) {
        await page.goto(path, { waitUntil: 'networkidle' });
        const file = join(folder, `${name}-${look.screen}-${look.scheme}.png`);
        await page.screenshot({ path: file, fullPage: true });
        count += 1;
      }
      await context.close();
    }
  } finally {
    await browser.close();
    await site.stop();
  }
  return count;
}

const { positionals } = parseArgs({ allowPositionals: true });
const folder = resolve(positionals[0] ?? '.cache/screenshots');
await mkdir(folder, { recursive: true });
const count = await takeAll(folder);
process.stdout.write(`${count} pictures in ${folder}\n`);
