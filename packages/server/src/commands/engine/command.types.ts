import type { Option } from 'commander';
import type { CommandIo, ExitCode } from '../command-io.ts';
import type { Json, JsonObject } from '../output.ts';
import type { Api, JsonAnswer } from './api.ts';
import type { FieldChoices, ObjectSchema, OptionValues } from './schema-fields.ts';
import type { Method } from './transport.types.ts';

/** What must be given, in this order. It goes where the path names it (`:user`), else into the body. */
export interface Argument {
  name: string;
  description: string;
  /** A user may be named by id, email or username; the path takes the id. */
  kind?: 'user';
}

/** A property by its name, or something worked out from an item. */
export type Column = string | { heading: string; of: (item: JsonObject) => Json | undefined };

/** What a command is about to send, before anything is opened. */
export interface Draft {
  io: CommandIo;
  values: OptionValues;
  /** As they were typed. */
  args: Record<string, string>;
  body: JsonObject;
}

/** The same with the way open, and users found. */
export interface Call extends Draft {
  api: Api;
  /** Encoded, without the query. */
  path: string;
  query: Record<string, string | string[]>;
  headers: Record<string, string>;
  /** Resolves another path for the same arguments. */
  at(template: string): string;
}

export type Output =
  | { as: 'list'; columns: readonly Column[] }
  /** All properties, and those of another read beside them. */
  | { as: 'details'; also?: string }
  /** What `run` prints. */
  | { as: 'stream' }
  | { as: 'line'; text: (answer: { args: Record<string, string>; body: JsonObject }) => string | string[] };

/** What a command destroys: what `--dry-run` looks at, and what is asked about at a terminal. */
export interface Destruction {
  /** Such as `delete the user anna`. */
  what: (args: Record<string, string>) => string;
  /** Where the object is read, or the list it is found in. */
  object?: { path: string; isIt?: (item: JsonObject, args: Record<string, string>) => boolean };
  /** What goes with it: lists to be counted. `query` may name arguments as paths do. */
  dependents?: { label: string; path: string; query?: Record<string, string> }[];
}

/** The same command for another kind of holder, chosen by a flag. */
export interface Variant {
  flag: string;
  description: string;
  path: string;
}

/** One verb: a route of the management API, and how its answer is told. */
export interface ApiCommand {
  verb: string;
  summary: string;
  method: Method;
  /** Below `/api/v1`. */
  path: string;
  args?: readonly Argument[];
  query?: ObjectSchema;
  body?: ObjectSchema;
  /** How the properties of query and body become flags. */
  flags?: FieldChoices;
  /** Flags beside those of the schemas. */
  options?: () => Option[];
  variant?: Variant;
  /** Takes `--if-match`. */
  isVersioned?: boolean;
  /** Asks, reads and checks what flags alone cannot say; before anything is opened. */
  prepare?: (draft: Draft) => Promise<void>;
  /** Does it without Ostiary; undefined when it is needed. */
  apart?: (draft: Draft) => Promise<ExitCode | undefined>;
  output: Output;
  destroys?: Destruction;
  /** By the answer, when a fine answer can still be bad news. */
  exitCode?: (body: JsonObject) => ExitCode;
  /** Instead of one request and its answer. */
  run?: (call: Call) => Promise<ExitCode | void>;
  examples?: string;
  /** Commands below it, such as `ostiary import django`. */
  commands?: readonly ApiCommand[];
}

/** What an answer is printed from. */
export interface Answered {
  call: Call;
  answer: JsonAnswer;
}

/** A noun with its verbs. */
export interface Noun {
  noun: string;
  summary: string;
  examples: string;
  commands: readonly ApiCommand[];
  /** What it has of its own, such as the secrets of applications: `ostiary applications secrets list`. */
  nouns?: readonly Noun[];
}
