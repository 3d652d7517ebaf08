import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { chartsOf } from './charts.ts';
import { renderDocument } from './document.ts';
import { figuresFile, loadFigures } from './figures-file.ts';

const template = fileURLToPath(new URL('benchmarks.template.md', import.meta.url));
const folder = dirname(figuresFile);

/** Every file of the report by its path. Error: nothing has been saved yet. */
export async function reportFiles(): Promise<Record<string, string>> {
  const figures = loadFigures();
  if (!figures) throw new Error('There are no figures yet: run `npm run bench -- --save` first.');
  const text = renderDocument(readFileSync(template, 'utf8'), figures);
  const charts = Object.entries(chartsOf(figures)).map(
    ([name, chart]) => [join(folder, name), chart] as const,
  );
  return {
    [`${folder}.md`]: await format(text, { parser: 'markdown', printWidth: 110, proseWrap: 'preserve' }),
    ...Object.fromEntries(charts),
  };
}

export async function writeReport(): Promise<void> {
  for (const [path, text] of Object.entries(await reportFiles())) {
    writeFileSync(path, text);
    console.log(path);
  }
}
