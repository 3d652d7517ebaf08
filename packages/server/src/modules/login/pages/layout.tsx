import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { iconAsset, stylesheetAsset } from './assets.ts';
import { Reader, useMessages } from './language/reader.ts';
import type { Messages } from './messages/messages.ts';

export interface NavigationLink {
  href: string;
  text: string;
}

export interface PageProps {
  title: string;
  /** Puts "Error:" before the title, which screen readers say first. */
  hasErrors?: boolean;
  notice?: string | undefined;
  nav?: NavigationLink[];
  children?: Child;
}

function Navigation({ links }: { links: NavigationLink[] }): JSX.Element {
  return (
    <nav aria-label={useMessages().mainNavigation}>
      <ul>
        {links.map((link) => (
          <li>
            <a href={link.href}>{link.text}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The frame of every page. */
export function Page({ title, hasErrors = false, notice, nav = [], children }: PageProps): JSX.Element {
  const messages = useMessages();
  return (
    <html lang={messages.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${hasErrors ? messages.errorPrefix : ''}${title} · ${messages.product}`}</title>
        <link rel="stylesheet" href={stylesheetAsset.path} />
        <link rel="icon" href={iconAsset.path} type="image/svg+xml" />
      </head>
      <body>
        <a class="skip" href="#main">
          {messages.skip}
        </a>
        <header>
          <div class="frame">
            <a class="brand" href="/">
              {messages.product}
            </a>
            {nav.length > 0 && <Navigation links={nav} />}
          </div>
        </header>
        <main id="main" class="frame" tabindex={-1}>
          {notice !== undefined && (
            <p class="notice" role="status">
              {notice}
            </p>
          )}
          <h1>{title}</h1>
          {children}
        </main>
      </body>
    </html>
  );
}

interface Drawn {
  toString(): string | Promise<string>;
}

/** Pages wait for nothing while they are drawn: a component that returns a promise is a mistake. */
export function renderDocument(messages: Messages, page: JSX.Element): string {
  const inLanguage: Drawn = <Reader.Provider value={messages}>{page}</Reader.Provider>;
  const html = inLanguage.toString();
  if (typeof html !== 'string') throw new TypeError('A page has a component that waits');
  return `<!doctype html>${html}`;
}
