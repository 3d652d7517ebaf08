import type { JSX } from 'hono/jsx/jsx-runtime';
import type { ShownMail } from '#modules/mail';
import { Fact, Time } from '../facts.tsx';
import { useMessages } from '../language/reader.ts';
import { Page } from '../layout.tsx';

export const devMailPath = '/dev/mail/';

const addressOf = ({ id }: ShownMail): string => `${devMailPath}${id}`;
const htmlAddressOf = (mail: ShownMail): string => `${addressOf(mail)}/html`;

export function DevMailListPage({ mails }: { mails: readonly ShownMail[] }): JSX.Element {
  const texts = useMessages().devMail;
  return (
    <Page title={texts.title}>
      <p>{texts.about}</p>
      {mails.length === 0 && <p>{texts.none}</p>}
      {mails.length > 0 && (
        <ul class="rows">
          {mails.map((mail) => (
            <li>
              <div>
                <p>
                  <a href={addressOf(mail)}>{mail.subject}</a>
                </p>
                <p class="hint">
                  {texts.to} {mail.to} · <Time at={mail.createdAt} />
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}

/** Links of this server can be followed; whatever else looks like one stays text. */
function MailText({ text, url }: { text: string; url: string }): JSX.Element {
  const parts = text.split(/(https?:\/\/\S+)/);
  return (
    <pre>
      {parts.map((part) => (part === url || part.startsWith(`${url}/`) ? <a href={part}>{part}</a> : part))}
    </pre>
  );
}

/** One mail as its reader gets it. `url` is the public base URL. */
export function DevMailPage({ mail, url }: { mail: ShownMail; url: string }): JSX.Element {
  const texts = useMessages().devMail;
  return (
    <Page title={mail.subject} nav={[{ href: devMailPath, text: texts.all }]}>
      <dl>
        <Fact term={texts.to}>{mail.to}</Fact>
        <Fact term={texts.when}>
          <Time at={mail.createdAt} />
        </Fact>
        <Fact term={texts.template}>
          <code>{mail.template}</code>
        </Fact>
        <Fact term={texts.messageId}>
          <code>{mail.messageId}</code>
        </Fact>
      </dl>
      <h2>{texts.text}</h2>
      <MailText text={mail.text} url={url} />
      <h2>{texts.html}</h2>
      <p>
        <a href={htmlAddressOf(mail)}>{texts.openHtml}</a>
      </p>
    </Page>
  );
}
