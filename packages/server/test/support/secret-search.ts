/** Digits that a person types: too short to be looked for inside of other numbers. */
const shortLength = 12;
const leastLength = 6;

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** Every form in which a secret could have been written by mistake. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const base64 = bytes.toString('base64').replace(/=+$/, '');
  const forms = [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams({ a: secret }).toString().slice(2),
    JSON.stringify(secret).slice(1, -1),
    base64,
    bytes.toString('base64url'),
    bytes.toString('hex'),
  ];
  return [...new Set(forms)];
}

/** Secrets that were used, by what they are. */
export class SecretSearch {
  readonly #secrets = new Map<string, string>();

  /** Takes note of one, and gives it back. Nothing that is hardly a text. */
  note(what: string, secret: string | null | undefined): string {
    if (secret !== null && secret !== undefined && secret.length >= leastLength)
      this.#secrets.set(secret, what);
    return secret ?? '';
  }

  get size(): number {
    return this.#secrets.size;
  }

  kinds(): Set<string> {
    return new Set(this.#secrets.values());
  }

  /** What each that was found is, with the line in which it is. */
  findIn(text: string): { what: string; line: string }[] {
    return [...this.#secrets].flatMap(([secret, what]) => {
      const found = formsOf(secret)
        .map((form) => this.#indexOf(text, form))
        .find((index) => index >= 0);
      if (found === undefined) return [];
      const start = text.lastIndexOf('\n', found) + 1;
      const end = text.indexOf('\n', found);
      return [{ what, line: text.slice(start, end < 0 ? undefined : end).slice(0, 2_000) }];
    });
  }

  #indexOf(text: string, form: string): number {
    if (form.length >= shortLength) return text.indexOf(form);
    return new RegExp(`(?<![\\w.-])${escaped(form)}(?![\\w.-])`).exec(text)?.index ?? -1;
  }
}
