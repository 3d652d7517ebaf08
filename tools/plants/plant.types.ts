/** A file that breaks exactly one rule, and what has to stand around it. */
export interface Plant {
  /** The rule that must report it, and the only one. */
  rule: string;
  /** Part of the message, for rules that carry many bans. */
  message?: string;
  /** The file the report is about. */
  path: string;
  content: string;
  /** Innocent files it needs. */
  beside?: Record<string, string>;
}

/** A tool's report about one file. */
export interface Finding {
  path: string;
  rule: string;
  message: string;
}
