import type { Config } from './config.types.ts';
import type { ProblemId } from './config.problems.ts';

type Leaf = string | number | boolean | null | readonly unknown[];

type PathsOf<T> = {
  [K in keyof T & string]: T[K] extends Leaf ? K : `${K}.${PathsOf<T[K]>}`;
}[keyof T & string];

type ValueAt<T, P> = P extends `${infer Head}.${infer Rest}`
  ? Head extends keyof T
    ? ValueAt<T[Head], Rest>
    : never
  : P extends keyof T
    ? T[P]
    : never;

/** Where a value is in the configuration, such as `tokens.claims.userId`. */
export type ConfigPath = PathsOf<Config>;

export type ConfigValue<P extends ConfigPath> = ValueAt<Config, P>;

/** Settings read so far: a default may be derived from those before it. */
export interface Values {
  get<P extends ConfigPath>(path: P): ConfigValue<P>;
}

/** What reading a value depends on besides its text. */
export interface Surroundings {
  /** Relative paths start here. Absolute. */
  cwd: string;
  /** Processor cores that this process may use. */
  cores: number;
}

export type Parsed<T> = { value: T } | { expected: string; id?: ProblemId };

/** How a text becomes a value. */
export interface Kind<T> {
  /** For the reference, such as `duration` or `` `on` or `off` ``. */
  description: string;
  parse(text: string, surroundings: Surroundings): Parsed<T>;
}

export type Default<T> =
  | { value: T }
  | {
      /** In words, for the reference. */ description: string;
      derive(values: Values, surroundings: Surroundings): T;
    };

export interface Setting<T> {
  /** The environment variable. */
  env: string;
  kind: Kind<T>;
  default: Default<T>;
  description: string;
  example: string;
  /** The version in which it appeared. */
  since: string;
  /** Its value is never shown. */
  isSecret?: true;
  /** Of a secret: a URL that may be shown without what signs in. */
  isShownAsAddress?: true;
}

/** One setting for every leaf of the configuration: a missing or surplus one is a type error. */
export type SettingsTable = { [P in ConfigPath]: Setting<ConfigValue<P>> };

/** The settings of one part of the configuration. */
export type SettingsOf<Part extends keyof Config> = {
  [P in ConfigPath as P extends Part | `${Part}.${string}` ? P : never]: Setting<ConfigValue<P>>;
};
