import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { JSDOM } from 'jsdom';

/** A page as a browser has it: the answer and its document. */
export interface Visited {
  response: LightMyRequestResponse;
  status: number;
  html: string;
  document: Document;
}

export interface Submission {
  /** Entered texts by field name. Hidden fields are sent as the page has them, unless named here. */
  fields?: Record<string, string>;
  /** Which form of the page, when it has several. */
  form?: string;
  headers?: Record<string, string>;
}

/** A browser without JavaScript: keeps cookies, follows redirects when told, submits forms of real pages. */
export class PageVisitor {
  readonly cookies = new Map<string, string>();
  readonly #app: FastifyInstance;
  readonly #origin: string;
  readonly #headers: Record<string, string>;

  /** `headers` go with every request, such as the languages that somebody reads. */
  constructor(app: FastifyInstance, origin = 'http://localhost:8000', headers: Record<string, string> = {}) {
    this.#app = app;
    this.#origin = origin;
    this.#headers = headers;
  }

  async open(url: string, headers: Record<string, string> = {}): Promise<Visited> {
    return this.#send({ method: 'GET', url, headers });
  }

  /** Opens and follows redirects. */
  async browse(url: string): Promise<Visited> {
    return this.follow(await this.open(url));
  }

  async follow(visited: Visited): Promise<Visited> {
    let current = visited;
    for (let hops = 0; hops < 5 && current.status === 303; hops++) {
      current = await this.open(String(current.response.headers.location));
    }
    return current;
  }

  async submit(
    page: Visited,
    { fields = {}, form = 'form', headers = {} }: Submission = {},
  ): Promise<Visited> {
    const element = page.document.querySelector<HTMLFormElement>(form);
    if (!element) throw new Error(`The page has no ${form}`);
    const entered = new URLSearchParams();
    for (const control of element.querySelectorAll<HTMLInputElement>('input, select, textarea')) {
      const isLeftOut = ['checkbox', 'radio'].includes(control.type) && !control.checked;
      if (!isLeftOut) entered.set(control.name, fields[control.name] ?? control.value);
    }
    // What the form lacks can still be sent by hand.
    for (const [name, text] of Object.entries(fields)) entered.set(name, text);
    return this.post(element.getAttribute('action') ?? '', entered, headers);
  }

  async post(url: string, entered: URLSearchParams, headers: Record<string, string> = {}): Promise<Visited> {
    return this.#send({
      method: 'POST',
      url,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: this.#origin,
        ...headers,
      },
      payload: entered.toString(),
    });
  }

  async #send(request: {
    method: 'GET' | 'POST';
    url: string;
    headers: Record<string, string>;
    payload?: string;
  }): Promise<Visited> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = {
      accept: 'text/html',
      ...this.#headers,
      ...(cookie !== '' && { cookie }),
      ...request.headers,
    };
    // An empty text stands for a header that is not sent.
    const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''));
    const response = await this.#app.inject({ ...request, headers: sent });
    for (const { name, value, maxAge, expires } of response.cookies) {
      if (maxAge === 0 || value === '' || (expires && expires.getTime() === 0)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return {
      response,
      status: response.statusCode,
      html: response.body,
      document: new JSDOM(response.body).window.document,
    };
  }
}
