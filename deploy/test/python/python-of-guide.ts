import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { issuer, type DjangoWorld } from './a-django-service.ts';

const guide = fileURLToPath(new URL('../../../docs/guides/django-services.md', import.meta.url));

/** The block of Python in the guide that begins with this comment, with the addresses of this run. */
export async function pythonOfGuide(title: string, { world, service }: DjangoWorld): Promise<string> {
  const text = await readFile(guide, 'utf8');
  const blocks = [...text.matchAll(/^```python\n([^]*?)^```$/gm)].map(([, code = '']) => code);
  const block = blocks.find((code) => code.startsWith(`# ${title}\n`));
  if (block === undefined) throw new Error(`The guide has no ${title}`);
  return block
    .replaceAll('https://id.example.org/.well-known', `${world.url}/.well-known`)
    .replaceAll('https://id.example.org', issuer)
    .replaceAll('https://orders.example.org', service.audience);
}
