interface Cookie {
  name: string;
  value: string;
  path: string;
}

/** What `inject` makes of a `Set-Cookie` header. */
interface SetCookie {
  name: string;
  value: string;
  path?: string;
  maxAge?: number;
  expires?: Date;
}

/** Cookies of one origin, kept by name and path as browsers do (RFC 6265 section 5.3). */
export class CookieJar {
  readonly #cookies = new Map<string, Cookie>();

  /** As a `Cookie` header for this path; undefined when none goes there. */
  headerFor(path: string): string | undefined {
    const sent = [...this.#cookies.values()].filter(
      (cookie) =>
        path === cookie.path || path.startsWith(cookie.path.endsWith('/') ? cookie.path : `${cookie.path}/`),
    );
    return sent.length === 0 ? undefined : sent.map(({ name, value }) => `${name}=${value}`).join('; ');
  }

  take(answered: readonly SetCookie[]): void {
    for (const { name, value, path = '/', maxAge, expires } of answered) {
      const key = `${name};${path}`;
      if (maxAge === 0 || (expires && expires.getTime() < 1_000_000)) this.#cookies.delete(key);
      else this.#cookies.set(key, { name, value, path });
    }
  }

  get(name: string): string | undefined {
    return [...this.#cookies.values()].find((cookie) => cookie.name === name)?.value;
  }

  set(name: string, value: string, path = '/'): void {
    this.#cookies.set(`${name};${path}`, { name, value, path });
  }

  delete(name: string): void {
    for (const [key, cookie] of this.#cookies) if (cookie.name === name) this.#cookies.delete(key);
  }

  names(): string[] {
    return [...this.#cookies.values()].map(({ name }) => name);
  }

  clear(): void {
    this.#cookies.clear();
  }
}
