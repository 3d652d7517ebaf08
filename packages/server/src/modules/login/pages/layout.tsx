import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { iconAsset, scriptAssets, stylesheetAsset } from './assets.ts';
import { Reader, useMessages } from './language/reader.ts';
import type { Messages } from './messages/messages.ts';
import type { ScriptName } from './scripts/scripts.ts';

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
  /** What it runs; it is to be sent with the need of the same name. */
  scripts?: readonly ScriptName[];
  /** What stands beside the content, or before it where there is no room: the frame is wider then. */
  side?: Child;
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

function Content({ title, notice, side, children }: PageProps): JSX.Element {
  return (
    <main id="main" {...(side === undefined && { class: 'frame' })} tabindex={-1}>
      {notice !== undefined && (
        <p class="notice" role="status">
          {notice}
        </p>
      )}
      <h1>{title}</h1>
      {children}
    </main>
  );
}

/** The frame of every page. */
export function Page(props: PageProps): JSX.Element {
  const { title, hasErrors = false, nav = [], scripts = [], side } = props;
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
        {scripts.map((name) => (
          <script src={scriptAssets[name].path} defer />
        ))}
      </head>
      <body {...(side !== undefined && { class: 'wide' })}>
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
        {side === undefined && <Content {...props} />}
        {side !== undefined && (
          <div class="frame beside">
            {side}
            <Content {...props} />
          </div>
        )}
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
