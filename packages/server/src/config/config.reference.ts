import { problemCatalogue } from './config.problems.ts';
import { configPaths, settings } from './settings.table.ts';
import type { Setting } from './setting.types.ts';

const headings: Record<string, string> = {
  isProduction: 'Server',
  server: 'Server',
  data: 'Data and secrets',
  secrets: 'Data and secrets',
  cookies: 'Cookies and browser sessions',
  passwords: 'Passwords',
  limits: 'Limits',
  tokens: 'Tokens',
  administrator: 'First administrator',
  signUp: 'Sign-up',
  compat: 'Compatible routes',
  predecessor: 'The service before this one',
};

const introduction = `# Configuration

Generated from the source by \`npm run reference\`; do not edit.

Settings are environment variables. A file \`.env\` in the working directory may hold them, too; the
environment wins. A variable that is set to nothing counts as not set. An \`OSTIARY_\` variable that is not
in this list is refused. \`ostiary doctor\` shows everything that is wrong, and what to do about it.
`;

/** docs/reference/config.md, from the table of settings and the catalogue of problems. */
export function renderConfigReference(): string {
  const sections = new Map<string, string[]>();
  for (const path of configPaths) {
    const heading = headings[path.split('.')[0] ?? ''] ?? 'Other';
    const lines = sections.get(heading) ?? [];
    lines.push(renderSetting(settings[path]));
    sections.set(heading, lines);
  }
  const parts = [...sections].map(([heading, lines]) => `## ${heading}\n\n${lines.join('\n')}`);
  return [introduction, ...parts, renderProblems()].join('\n');
}

/** Only what does not depend on the type of the value. */
type Described = Omit<Setting<unknown>, 'kind' | 'default'> & {
  kind: { description: string };
  default: { value: unknown } | { description: string };
};

function renderSetting(setting: Described): string {
  const secret = setting.isSecret ? ' Secret.' : '';
  return [
    `### \`${setting.env}\`\n`,
    `${setting.description}${secret}\n`,
    `- Value: ${setting.kind.description}`,
    `- Default: ${defaultInWords(setting.default)}`,
    `- Example: ${setting.example.startsWith('`') ? `the output of ${setting.example}` : `\`${setting.example}\``}`,
    `- Since: ${setting.since}\n`,
  ].join('\n');
}

/** A default as the reference writes it. */
export function defaultInWords(given: { value: unknown } | { description: string }): string {
  if (!('value' in given)) return given.description;
  const { value } = given;
  if (typeof value === 'boolean') return value ? '`on`' : '`off`';
  if (typeof value === 'string' || typeof value === 'number') return `\`${value}\``;
  return Array.isArray(value) && value.length > 0 ? `\`${value.join(',')}\`` : 'none';
}

function renderProblems(): string {
  const rows = Object.entries(problemCatalogue).map(
    ([id, { meaning, hint }]) =>
      `| ${id} | ${id.startsWith('CFG-W') ? 'warning' : 'error'} | ${meaning} | ${hint} |`,
  );
  return ['## Problems\n', '| id | | what | what to do |', '|---|---|---|---|', ...rows, ''].join('\n');
}
