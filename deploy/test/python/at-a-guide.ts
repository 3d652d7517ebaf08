import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Story } from '../../../tools/guides/support/story.ts';
import { providePython } from './django-service.ts';

/** Debian's Python, with what the package needs, as the Python of whoever follows a document. */
export async function providePythonFor(story: Story): Promise<void> {
  const { program, env } = await providePython();
  const { PATH: _path, DJANGO_SETTINGS_MODULE: _settings, PYTHONPATH: packages = '', ...own } = env;
  const lines = Object.entries(own).map(([name, value]) => `export ${name}='${value}'`);
  lines.push(`export PYTHONPATH="$PYTHONPATH:"'${packages}'`, `exec '${program}' "$@"`);
  for (const name of ['python', 'python3']) await story.workplace().addProgram(name, lines.join('\n'));
  await story.workplace().standIn('pip');
}

/** A project as Django makes it, with REST framework, in which the shell is from now on. */
export async function startProject(story: Story, name: string): Promise<DjangoProject> {
  const folder = join(story.workplace().checkout, name);
  await story.say(`mkdir '${folder}' && cd '${folder}' && python -m django startproject shop .`);
  await story.say(`echo 'INSTALLED_APPS += ["rest_framework"]' >> shop/settings.py`);
  return {
    append: async (file, text) => {
      await writeFile(join(folder, 'shop', file), text, { flag: 'a' });
    },
    replace: async (file, text) => {
      await rm(join(folder, 'shop', file), { force: true });
      await writeFile(join(folder, 'shop', file), text);
    },
  };
}

export interface DjangoProject {
  append(file: string, text: string): Promise<void>;
  replace(file: string, text: string): Promise<void>;
}
