import type { HttpAnswer } from './http.ts';
import { ask, from, type World } from './world.ts';

const entities: Record<string, string> = {
  '&amp;': '&',
  '&quot;': '"',
  '&#39;': "'",
  '&lt;': '<',
  '&gt;': '>',
};
const decoded = (text: string): string =>
  text.replace(/&(amp|quot|#39|lt|gt);/g, (entity) => entities[entity] ?? '');

export interface Form {
  action: string;
  fields: Record<string, string>;
}

/** The form of a page whose address ends in `which`, with its hidden fields. */
export function formOf(html: string, which = ''): Form | undefined {
  for (const [, attributes = '', inside = ''] of html.matchAll(/<form([^>]*)>(.*?)<\/form>/gs)) {
    const action = decoded(/action="([^"]*)"/.exec(attributes)?.[1] ?? '');
    if (!action.endsWith(which)) continue;
    const fields: Record<string, string> = {};
    for (const [input] of inside.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
      const name = /name="([^"]*)"/.exec(input)?.[1];
      if (name !== undefined) fields[name] = decoded(/value="([^"]*)"/.exec(input)?.[1] ?? '');
    }
    return { action, fields };
  }
  return undefined;
}

/** A browser without JavaScript, which keeps its cookies. */
export class BrowserTab {
  readonly #world: World;
  readonly #address: string;
  readonly #cookies: Map<string, string>;

  constructor(world: World, address: string, cookie = '') {
    this.#world = world;
    this.#address = address;
    const pairs = cookie.split('; ').filter((pair) => pair !== '');
    this.#cookies = new Map(
      pairs.map((pair): [string, string] => {
        const [name = '', ...value] = pair.split('=');
        return [name, value.join('=')];
      }),
    );
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** What a browser keeps when its session has ended: by what it is known. */
  get deviceCookie(): string {
    const kept = [...this.#cookies].filter(([name]) => name.endsWith('ostiary_device'));
    return kept.map(([name, value]) => `${name}=${value}`).join('; ');
  }

  get(kind: string, path: string, expect: readonly number[] = [200]): Promise<HttpAnswer> {
    return this.#send({ kind, path, expect });
  }

  post(kind: string, form: Form, expect: readonly number[]): Promise<HttpAnswer> {
    return this.#send({ kind, path: form.action, form: form.fields, expect });
  }

  async #send(question: {
    kind: string;
    path: string;
    form?: Record<string, string>;
    expect: readonly number[];
  }): Promise<HttpAnswer> {
    const { url } = this.#world.ostiary;
    const path = question.path.startsWith(url) ? question.path.slice(url.length) : question.path;
    const headers = {
      ...from(this.#address),
      accept: 'text/html',
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
      ...(this.#cookies.size > 0 && { cookie: this.cookie }),
      ...(question.form && { origin: url }),
    };
    const answer = await ask(this.#world, { ...question, path, headers });
    for (const cookie of answer.headers['set-cookie'] ?? []) {
      const [pair = '', ...attributes] = cookie.split('; ');
      const [name = '', ...value] = pair.split('=');
      const isGone = attributes.some((one) => /^max-age=0$|^expires=thu, 01 jan 1970/i.test(one));
      if (isGone) this.#cookies.delete(name);
      else this.#cookies.set(name, value.join('='));
    }
    return answer;
  }
}
