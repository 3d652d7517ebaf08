import type { ReadSettings } from './read-settings.ts';
import { defaultInWords } from './config.reference.ts';
import { secretsPath } from './data-directory.ts';
import type { ConfigPath, Setting } from './setting.types.ts';
import { configPaths, settings } from './settings.table.ts';

export interface SettingSource {
  kind: 'command_line' | 'environment' | 'env_file' | 'default' | 'derived' | 'generated';
  /** Absolute: of `env_file` and `generated`. */
  file: string | null;
  /** Variables: of `derived`. */
  from: string[];
}

/** A setting as people may see it: without anything secret. */
export interface ShownSetting {
  variable: string;
  path: string;
  description: string;
  kind: string;
  /** In words. */
  default: string;
  isSecret: boolean;
  isSet: boolean;
  value: string | null;
  source: SettingSource;
}

/** A URL without what signs in: name and password, and all of the query, where drivers take passwords, too. */
export function withoutCredentials(text: string): string {
  // Slashes or not: `https:user:password@host` is read as well.
  if (!/^[a-z][a-z0-9+.-]*:/i.test(text)) return text;
  const url = URL.parse(text);
  if (url === null) return '…';
  if (url.username === '' && url.password === '' && url.search === '' && url.hash === '') return text;
  const isSignedIn = url.username !== '' || url.password !== '';
  const rest = url.search === '' && url.hash === '' ? '' : '?…';
  return `${url.protocol}//${isSignedIn ? '…@' : ''}${url.host}${url.pathname}${rest}`;
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (Array.isArray(value)) return value.map((item) => textOf(item) ?? '').join(', ');
  if (typeof value === 'string') return withoutCredentials(value);
  return typeof value === 'number' ? String(value) : null;
}

function shownValue({ isSecret, isShownAsAddress }: Setting<never>, value: unknown): string | null {
  return isSecret && isShownAsAddress !== true ? null : textOf(value);
}

/** Every setting with its value and its source. Pure: nothing secret is in what it gives. */
export function showSettings(values: ReadSettings): ShownSetting[] {
  const isGenerated = !values.isGiven('secrets.master');
  return configPaths.map((path: ConfigPath) => {
    const setting = settings[path] as Setting<never>;
    const wasMade = path === 'secrets.master' && isGenerated;
    const value: unknown = values.get(path);
    const file = secretsPath(values.get('data.directory'));
    return {
      ...{ variable: setting.env, path, description: setting.description },
      ...{ kind: setting.kind.description, default: defaultInWords(setting.default) },
      isSecret: setting.isSecret === true,
      isSet: wasMade || (value !== null && value !== ''),
      value: shownValue(setting, value),
      source: wasMade ? { kind: 'generated', file, from: [] } : values.sourceOf(path),
    };
  });
}
