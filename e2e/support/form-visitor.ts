import type { Person, Site } from './site.ts';

interface Stop {
  url: URL;
  html: string;
}

const maxHops = 20;

function decoded(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
}

function attribute(tag: string, name: string): string {
  return decoded(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
}

/** The form of a page whose action ends like this, with what is in it. */
function formOf({ html, url }: Stop, ending: string): { action: URL; fields: Record<string, string> } {
  const forms = html.match(/<form [^]*?<\/form>/g) ?? [];
  const form = forms.find((one) => attribute(one.slice(0, one.indexOf('>')), 'action').endsWith(ending));
  if (form === undefined) throw new Error(`No form that ends in ${ending} at ${url.href}:\n${html}`);
  const inputs = (form.match(/<input [^>]*>/g) ?? []).map((tag) => [
    attribute(tag, 'name'),
    attribute(tag, 'value'),
  ]);
  return {
    action: new URL(attribute(form.slice(0, form.indexOf('>')), 'action'), url),
    fields: Object.fromEntries(inputs) as Record<string, string>,
  };
}

/**
 * Somebody whose browser is `fetch`: keeps cookies, follows redirects within the site and sends its forms. For
 * clients that need nothing of a browser but that somebody signs in with one.
 */
export class FormVisitor {
  readonly #site: Site;
  readonly #person: Person;
  readonly #cookies = new Map<string, { pair: string; path: string }>();

  constructor(site: Site, person: Person) {
    this.#site = site;
    this.#person = person;
  }

  /** Opens an address of the site and agrees to everything; gives the address outside of it where that ends. */
  async allow(address: string | URL): Promise<URL> {
    let stop = await this.#follow(new URL(address));
    for (let hops = 0; hops < maxHops && this.#isOurs(stop.url); hops++) stop = await this.#answer(stop);
    return stop.url;
  }

  /** The same, but refuses where it is asked first. */
  async refuse(address: string | URL): Promise<URL> {
    const stop = await this.#follow(new URL(address));
    return (await this.#send(stop, '/abort')).url;
  }

  /** Opens an address that signs out, which asks nobody who is not signed in. */
  async signOut(address: string | URL): Promise<URL> {
    const stop = await this.#follow(new URL(address));
    return (await this.#send(stop, '/logout/confirm')).url;
  }

  /** Opens the page for the code of a device, and goes on until that is connected. */
  async connect(address: string): Promise<void> {
    let stop = await this.#follow(new URL(address));
    while (stop.html.includes('name="user_code"')) {
      stop = await this.#send(stop, '/device', { confirm: 'yes' });
    }
    while (stop.html.includes('/o/interaction/')) stop = await this.#answer(stop);
  }

  #isOurs(url: URL): boolean {
    return url.origin === new URL(this.#site.url).origin;
  }

  #answer(stop: Stop): Promise<Stop> {
    if (stop.html.includes('/consent"')) return this.#send(stop, '/consent');
    if (stop.html.includes('/continue"')) return this.#send(stop, '/continue');
    const { username: login, password } = this.#person;
    return this.#send(stop, '/sign-in', { login, password });
  }

  #send(stop: Stop, ending: string, entered: Record<string, string> = {}): Promise<Stop> {
    const { action, fields } = formOf(stop, ending);
    return this.#follow(action, new URLSearchParams({ ...fields, ...entered }));
  }

  async #follow(address: URL, form?: URLSearchParams): Promise<Stop> {
    let url = address;
    let body = form;
    for (let hops = 0; hops < maxHops; hops++) {
      const response = await fetch(url, {
        method: body ? 'POST' : 'GET',
        redirect: 'manual',
        headers: { accept: 'text/html', cookie: this.#cookiesFor(url), origin: url.origin },
        body: body ?? null,
      });
      this.#take(response.headers.getSetCookie());
      const location = response.headers.get('location');
      const html = await response.text();
      if (location === null) return { url, html };
      url = new URL(location, url);
      body = undefined;
      if (!this.#isOurs(url)) return { url, html: '' };
    }
    throw new Error(`Goes round in circles at ${url.href}`);
  }

  #cookiesFor({ pathname }: URL): string {
    const sent = [...this.#cookies.values()].filter(({ path }) => pathname.startsWith(path));
    return sent.map(({ pair }) => pair).join('; ');
  }

  #take(lines: readonly string[]): void {
    for (const line of lines) {
      const [pair = ''] = line.split(';');
      const path = /;\s*path=([^;]+)/i.exec(line)?.[1] ?? '/';
      this.#cookies.set(`${pair.slice(0, pair.indexOf('='))} ${path}`, { pair, path });
    }
  }
}
