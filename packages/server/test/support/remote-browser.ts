import { JSDOM } from 'jsdom';

/** A page of a server in another process, or the address of somebody else to which it leads. */
export interface RemotePage {
  status: number;
  url: URL;
  html: string;
  document: Document;
}

const maxHops = 12;

/** A person at a browser without JavaScript, over the network. Keeps cookies; follows redirects within one origin. */
export class RemoteBrowser {
  readonly cookies = new Map<string, string>();
  readonly #origin: string;
  readonly #onSecret: (value: string) => void;

  /** `onSecret` is told every cookie, and every address with what it carries. */
  constructor(origin: string, onSecret: (value: string) => void) {
    this.#origin = origin;
    this.#onSecret = onSecret;
  }

  open(path: string): Promise<RemotePage> {
    return this.#go(new URL(path, this.#origin), { method: 'GET' });
  }

  /** Sends the form whose address ends so, with what is typed in. */
  submit(page: RemotePage, typed: Record<string, string>, which = ''): Promise<RemotePage> {
    const forms = [...page.document.querySelectorAll<HTMLFormElement>('form[method=post]')];
    const form = forms.find((one) => (one.getAttribute('action') ?? '').split('?')[0]?.endsWith(which));
    if (!form) throw new Error(`No form that ends in “${which}” at ${page.url.href}:\n${page.html}`);
    const fields: Record<string, string> = {};
    for (const { name, value, type, checked } of form.querySelectorAll<HTMLInputElement>('input'))
      if (name !== '' && (type !== 'checkbox' || checked)) fields[name] = value;
    const body = new URLSearchParams({ ...fields, ...typed });
    return this.#go(new URL(form.getAttribute('action') ?? page.url.href, page.url), {
      method: 'POST',
      body,
    });
  }

  async #go(first: URL, init: RequestInit): Promise<RemotePage> {
    let url = first;
    let response = await this.#send(url, init);
    for (let hops = 0; hops < maxHops; hops++) {
      const location = response.headers.get('location');
      if (location === null || response.status < 300 || response.status > 399) break;
      await response.arrayBuffer();
      url = new URL(location, url);
      if (url.origin !== this.#origin) break;
      response = await this.#send(url, { method: 'GET' });
    }
    const html = response.bodyUsed ? '' : await response.text();
    return { status: response.status, url, html, document: new JSDOM(html).window.document };
  }

  async #send(url: URL, init: RequestInit): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { accept: 'text/html', origin: this.#origin, ...(cookie !== '' && { cookie }) },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0\b/i.test(line) || value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
      this.#onSecret(value);
    }
    return response;
  }
}
