/** What was answered, and how soon. Kept whole: half an hour of it is a few hundred thousand numbers. */
export interface Answered {
  kind: string;
  /** Seconds since the load began. */
  at: number;
  ms: number;
}

export interface Unexpected {
  kind: string;
  at: number;
  what: string;
}

export class Answers {
  readonly answered: Answered[] = [];
  readonly unexpected: Unexpected[] = [];
  /** Deeds that ended otherwise since the calendar left out days while they were under way. */
  cut = 0;
  /** Deeds that were carried to their end. */
  readonly done = new Map<string, number>();
  #startedAt = performance.now();

  begin(): void {
    this.#startedAt = performance.now();
    this.answered.length = 0;
  }

  seconds(): number {
    return (performance.now() - this.#startedAt) / 1000;
  }

  add(kind: string, ms: number): void {
    this.answered.push({ kind, at: this.seconds(), ms });
  }

  complain(kind: string, what: string): void {
    this.unexpected.push({ kind, at: this.seconds(), what });
  }

  finish(deed: string): void {
    this.done.set(deed, (this.done.get(deed) ?? 0) + 1);
  }
}
