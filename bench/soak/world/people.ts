/** A step is a number of the calendar: what lives for days is judged by them. */
export interface Issued {
  token: string;
  issuedIn: number;
  /** The step in which it had arrived. */
  issuedBy: number;
}

/** What one sign-in gave. */
export interface TokenSession {
  access: Issued;
  /** For the client service. */
  service: Issued | undefined;
  refresh: Issued;
  used: { token: string; at: number } | undefined;
}

export interface Browser {
  cookie: string;
  signedInIn: number;
}

export interface OauthTokens {
  refreshToken: string;
  begunIn: number;
}

export interface Person {
  id: string;
  email: string;
  /** Where they come from. */
  address: string;
  sessions: TokenSession[];
  browser: Browser | undefined;
  /** The cookie by which their browser is known, which it keeps. */
  deviceCookie: string;
  oauth: OauthTokens | undefined;
  isClerk: boolean;
  /** When that was changed last, in milliseconds of `performance.now`. */
  clerkChangedAt: number;
}

/** Everybody who is known, each used by one deed at a time. */
export class People {
  readonly #free: Person[] = [];
  readonly #random: () => number;
  #busy = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  get count(): number {
    return this.#free.length + this.#busy;
  }

  add(person: Person): void {
    this.#free.push(person);
  }

  /** Lends somebody who is free, if there is anybody; who is `gone` afterwards is forgotten. */
  async with(use: (person: Person) => Promise<unknown>): Promise<void> {
    const person = this.#take();
    if (!person) return;
    this.#busy += 1;
    let outcome: unknown;
    try {
      outcome = await use(person);
    } finally {
      this.#busy -= 1;
      if (outcome !== 'gone') this.#free.push(person);
    }
  }

  #take(): Person | undefined {
    const index = Math.floor(this.#random() * this.#free.length);
    const last = this.#free.pop();
    const person = this.#free[index];
    if (!last || !person) return last;
    this.#free[index] = last;
    return person;
  }
}
