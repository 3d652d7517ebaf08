import { problem, type Problem } from './config.problems.ts';
import type { Config } from './config.types.ts';
import type { Environment, TextSource } from './environment.ts';
import type { ConfigPath, ConfigValue, Setting, Surroundings, Values } from './setting.types.ts';
import type { SettingSource } from './shown-settings.ts';
import { configPaths, settings } from './settings.table.ts';

/** What was read, and whether it was given or is a default. */
export interface ReadSettings extends Values {
  isGiven(path: ConfigPath): boolean;
  sourceOf(path: ConfigPath): SettingSource;
  problems: Problem[];
}

/**
 * Reads every setting. One that cannot be read is a problem and takes its default, so that the others
 * are still checked and everything is reported at once.
 */
export function readSettings(
  env: Environment,
  surroundings: Surroundings,
  textSourceOf: (name: string) => TextSource = () => ({ kind: 'environment', file: null }),
): ReadSettings {
  const sources = new Map<ConfigPath, SettingSource>();
  const found = new Map<string, unknown>();
  const given = new Set<string>();
  const problems: Problem[] = [];
  const values: ReadSettings = {
    // The table's type ties each path to the type of its value.
    get: <P extends ConfigPath>(path: P) => found.get(path) as ConfigValue<P>,
    isGiven: (path) => given.has(path),
    sourceOf: (path) => sources.get(path) ?? { kind: 'default', file: null, from: [] },
    problems,
  };
  const read = <P extends ConfigPath>(path: P): void => {
    const setting: Setting<ConfigValue<P>> = settings[path];
    const text = env[setting.env]?.trim() ?? '';
    const parsed = text === '' ? undefined : setting.kind.parse(text, surroundings);
    if (parsed && 'value' in parsed) {
      found.set(path, parsed.value);
      given.add(path);
      sources.set(path, { ...textSourceOf(setting.env), from: [] });
      return;
    }
    if (parsed) problems.push(unreadable(setting, text, parsed));
    const fallback = setting.default;
    if ('value' in fallback) {
      found.set(path, fallback.value);
      return;
    }
    const from = new Set<string>();
    const watched: Values = {
      get: (other) => {
        from.add(settings[other].env);
        return values.get(other);
      },
    };
    found.set(path, fallback.derive(watched, surroundings));
    sources.set(path, { kind: 'derived', file: null, from: [...from] });
  };
  configPaths.forEach((path) => read(path));
  return values;
}

function unreadable<T>(
  setting: Setting<T>,
  text: string,
  { expected, id = 'CFG-E002' }: { expected: string; id?: Problem['id'] },
): Problem {
  const what = setting.isSecret ? 'has a value that does not do' : `is “${text.slice(0, 80)}”`;
  const unreadableValue = problem(id, setting.env, `${setting.env} ${what}; expected ${expected}.`);
  if (id !== 'CFG-E002') return unreadableValue;
  return { ...unreadableValue, hint: `For example ${setting.env}=${setting.example.replaceAll('`', '')}` };
}

/** Nests the values by their paths. */
export function assembleConfig(values: Values, master: string): Config {
  const root: Record<string, unknown> = {};
  for (const path of configPaths) {
    const names = path.split('.');
    const last = names.pop() ?? path;
    let part = root;
    for (const name of names) {
      const next = part[name];
      part = (next ?? (part[name] = {})) as Record<string, unknown>;
    }
    const value: unknown = path === 'secrets.master' ? master : values.get(path);
    part[last] = Array.isArray(value) ? [...(value as unknown[])] : value;
  }
  // Complete and rightly typed, because the table has one setting for every leaf.
  const config: unknown = root;
  return config as Config;
}

export function freezeDeeply<T extends object>(value: T): T {
  for (const inner of Object.values(value)) {
    if (typeof inner === 'object' && inner !== null) freezeDeeply(inner);
  }
  return Object.freeze(value);
}
