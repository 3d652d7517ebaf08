import type { Origin } from '../conflicts.ts';
import { textOf } from '../values.rules.ts';
import { standardScopes } from './applications.ts';
import type { Reading } from './reading.ts';

/** Keeps the words of scopes that clients may ask for here; each other word is told once. */
export class ScopeWords {
  readonly #reading: Reading;
  readonly #known: ReadonlySet<string>;
  readonly #told = new Set<string>();

  constructor(reading: Reading) {
    this.#reading = reading;
    this.#known = new Set([...standardScopes, ...reading.scopes]);
  }

  /** Those of a column, in their order, each once. */
  of(column: unknown, from: Origin): string[] {
    const words = [...new Set(textOf(column).split(/\s+/))].filter((word) => word !== '');
    for (const word of words) {
      if (this.#known.has(word) || this.#told.has(word)) continue;
      this.#told.add(word);
      const message = `The scope ${word} is left out here and wherever else it is: name it by --scopes to keep it.`;
      this.#reading.conflicts.add(from, { code: 'scope', path: 'scope', message });
    }
    return words.filter((word) => this.#known.has(word));
  }
}
