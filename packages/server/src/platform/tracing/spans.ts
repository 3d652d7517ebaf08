/** Never a value that somebody sent: what is written there leaves the house. */
export type Attributes = Record<string, string | number | boolean>;

export interface SpanNotes {
  /** What is known only when it is done. */
  note(attributes: Attributes): void;
}

/** Where the time of a request goes. */
export interface Spans {
  /** Times work as a part of what is traced already; what nobody traces is only done. */
  part<T>(name: string, attributes: Attributes, work: (span: SpanNotes) => Promise<T>): Promise<T>;
  /** The same, traced by itself where it is no part of anything. */
  whole<T>(name: string, attributes: Attributes, work: (span: SpanNotes) => Promise<T>): Promise<T>;
  /** A query that has just ended, as a part. Its text has no values in it. */
  query(text: string, durationMs: number, hasFailed: boolean): void;
}

const nobodyNotes: SpanNotes = { note: () => undefined };

/** Where nobody traces. */
export const noSpans: Spans = {
  part: (_name, _attributes, work) => work(nobodyNotes),
  whole: (_name, _attributes, work) => work(nobodyNotes),
  query: () => undefined,
};
