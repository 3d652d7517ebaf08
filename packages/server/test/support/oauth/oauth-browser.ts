import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { JSDOM } from 'jsdom';
import { CookieJar } from './cookie-jar.ts';
import { formBody, type Form } from './token-requests.ts';

/** Where a browser has come to: a page of ours, or an address of somebody else. */
export interface Stop {
  response: LightMyRequestResponse;
  status: number;
  /** The path of the page, or the whole foreign address. */
  url: string;
  html: string;
  document: Document;
  /** Set when the browser was sent to another origin: to the client. */
  arrival: URL | undefined;
}

/** What the client is told, in the query of its redirect URI or by `form_post`. */
export interface Arrival {
  url: URL;
  code: string | undefined;
  error: string | undefined;
  state: string | undefined;
  iss: string | undefined;
  parameters: Record<string, string>;
}

interface Login {
  username: string;
  password: string;
}

const maxHops = 12;

function arrivalOf(url: URL, parameters: Record<string, string>): Arrival {
  const { code, error, state, iss } = parameters;
  return { url, code, error, state, iss, parameters };
}

/**
 * A person at a browser without JavaScript: keeps cookies, follows redirects within our origin and uses the
 * forms of the real pages.
 */
export class OauthBrowser {
  readonly cookies = new CookieJar();
  readonly #app: FastifyInstance;
  readonly #origin: string;
  readonly #headers: Record<string, string>;

  constructor(app: FastifyInstance, origin: string, headers: Record<string, string> = {}) {
    this.#app = app;
    this.#origin = origin;
    this.#headers = headers;
  }

  /** Opens an address and follows redirects until a page or somebody else's address. */
  async open(url: string): Promise<Stop> {
    return this.#follow(await this.#send({ method: 'GET', url }));
  }

  async post(url: string, form: Form, headers: Record<string, string> = {}): Promise<Stop> {
    return this.#follow(await this.#send({ method: 'POST', url, form, headers }));
  }

  /** One request, no redirect followed. */
  step(url: string): Promise<Stop> {
    return this.#send({ method: 'GET', url });
  }

  /**
   * Sends the form of a page with a button or address that ends in `which`; without, the first. `fields` are
   * what is typed in, or the button that is pressed.
   */
  async submit(page: Stop, fields: Record<string, string> = {}, which = ''): Promise<Stop> {
    const forms = [...page.document.querySelectorAll<HTMLFormElement>('form[method=post]')];
    const form = forms.find((one) => (one.getAttribute('action') ?? '').endsWith(which));
    if (!form) throw new Error(`No form that ends in “${which}” at ${page.url}:\n${page.html}`);
    const entered: Form = {};
    for (const { name, value, type, checked } of form.querySelectorAll<HTMLInputElement>('input')) {
      if (type !== 'checkbox' || checked) entered[name] = value;
    }
    return this.post(form.getAttribute('action') ?? page.url, { ...entered, ...fields });
  }

  /** Fills in the sign-in form of an authorization request, or of our own page. */
  async signIn({ username, password }: Login, page?: Stop): Promise<Stop> {
    const form = page ?? (await this.open('/sign-in'));
    return this.submit(form, { login: username, password }, '/sign-in');
  }

  consent(page: Stop): Promise<Stop> {
    return this.submit(page, {}, '/consent');
  }

  deny(page: Stop): Promise<Stop> {
    return this.submit(page, {}, '/abort');
  }

  /** Goes on with the account that is signed in, where the client asked to choose one. */
  goOn(page: Stop): Promise<Stop> {
    return this.submit(page, {}, '/continue');
  }

  async signOut({ isEverywhere = false } = {}): Promise<Stop> {
    const page = await this.open('/sign-out');
    return this.submit(page, isEverywhere ? { everywhere: 'yes' } : {}, '/sign-out');
  }

  /** What a page asks of whoever sees it. */
  asksFor(page: Stop): 'sign-in' | 'continue' | 'consent' | 'nothing' {
    for (const part of ['consent', 'continue', 'sign-in'] as const) {
      if (page.document.querySelector(`form[action$="/${part}"]`)) return part;
    }
    return 'nothing';
  }

  /**
   * Goes all the way from an authorization request to the client: signs in where that is asked for and
   * agrees to everything. Throws when it ends at a page.
   */
  async authorize(url: string, login?: Login): Promise<Arrival> {
    let stop = await this.open(url);
    for (let pages = 0; pages < 4 && !stop.arrival && !this.isFormPost(stop); pages++) {
      const asked = this.asksFor(stop);
      if (asked === 'consent') stop = await this.consent(stop);
      else if (asked === 'continue') stop = await this.goOn(stop);
      else if (asked === 'sign-in' && login) stop = await this.signIn(login, stop);
      else break;
    }
    return this.arrived(stop);
  }

  isFormPost({ document }: Stop): boolean {
    const action = document.querySelector('form')?.getAttribute('action') ?? '';
    return URL.canParse(action) && new URL(action).origin !== this.#origin;
  }

  /** What the client got. Throws when the browser is at a page of ours. */
  arrived(stop: Stop): Arrival {
    const { arrival, document } = stop;
    if (arrival) return arrivalOf(arrival, Object.fromEntries(arrival.searchParams));
    if (!this.isFormPost(stop)) throw new Error(`Still at ${stop.url} (${stop.status}):\n${stop.html}`);
    const inputs = [...document.querySelectorAll<HTMLInputElement>('form input[name]')];
    const parameters = Object.fromEntries(inputs.map(({ name, value }) => [name, value]));
    return arrivalOf(new URL(document.querySelector('form')?.getAttribute('action') ?? ''), parameters);
  }

  async #follow(first: Stop): Promise<Stop> {
    let stop = first;
    for (let hops = 0; hops < maxHops && !stop.arrival; hops++) {
      const { location } = stop.response.headers;
      if (location === undefined || stop.status < 300 || stop.status > 399) return stop;
      stop = await this.#send({ method: 'GET', url: String(location) });
    }
    if (!stop.arrival) throw new Error(`Goes round in circles at ${stop.url}`);
    return stop;
  }

  async #send(request: {
    method: 'GET' | 'POST';
    url: string;
    form?: Form;
    headers?: Record<string, string>;
  }): Promise<Stop> {
    const { method, form, headers = {} } = request;
    const url = new URL(request.url, this.#origin);
    const cookie = this.cookies.headerFor(url.pathname);
    const response = await this.#app.inject({
      method,
      url: url.href,
      headers: {
        ...{ accept: 'text/html', host: url.host, ...this.#headers },
        ...(cookie !== undefined && { cookie }),
        ...(form && { 'content-type': 'application/x-www-form-urlencoded', origin: this.#origin }),
        ...headers,
      },
      ...(form && { payload: formBody(form) }),
    });
    this.cookies.take(response.cookies);
    return this.#stop(url, response);
  }

  #stop(url: URL, response: LightMyRequestResponse): Stop {
    const { location } = response.headers;
    const target = location === undefined ? undefined : new URL(String(location), this.#origin);
    const isForeign = target !== undefined && target.href.startsWith(`${this.#origin}/`) === false;
    const html = response.body;
    return {
      response,
      status: response.statusCode,
      url: isForeign ? target.href : `${url.pathname}${url.search}`,
      html,
      document: new JSDOM(html).window.document,
      arrival: isForeign ? target : undefined,
    };
  }
}
