import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Child } from 'hono/jsx';
import type { CaptchaChallenge } from '#modules/limits';
import { CaptchaField, captchaScripts } from '../captcha/captcha-field.tsx';
import { ErrorSummary, Field, formTokenField, Hidden } from '../form.tsx';
import type { FormProblems } from '../form-problems.ts';
import { useMessages } from '../language/reader.ts';
import { Page } from '../layout.tsx';
import { signInAddress } from '../page-addresses.ts';

interface AskPageProps {
  action: string;
  token: string;
  texts: { title: string; about: string; button: string };
  email: string;
  /** Hidden fields. */
  carried: Readonly<Record<string, string>>;
  problems: FormProblems;
  captcha: CaptchaChallenge | null;
}

/** Where somebody names an address to get a mail. */
export function AskPage(props: AskPageProps): JSX.Element {
  const { texts, problems, captcha } = props;
  const messages = useMessages().byMail;
  return (
    <Page title={texts.title} hasErrors={problems.count > 0} scripts={captchaScripts(captcha)}>
      <ErrorSummary problems={problems} />
      <p>{texts.about}</p>
      <form method="post" action={props.action} class="stack" novalidate>
        <Hidden name={formTokenField} value={props.token} />
        {Object.entries(props.carried).map(
          ([name, value]) => value !== '' && <Hidden name={name} value={value} />,
        )}
        <Field
          name="email"
          label={messages.email}
          type="email"
          autocomplete="email"
          value={props.email}
          isIdentifier
          problems={problems}
        />
        <CaptchaField challenge={captcha} />
        <div class="actions">
          <button type="submit">{texts.button}</button>
        </div>
      </form>
      <p>
        <a href={signInAddress({ next: props.carried['next'] ?? '' })}>{messages.signIn}</a>
      </p>
    </Page>
  );
}

/** What follows, the same whether or not anybody has an account. */
export function SentPage({ about, again }: { about: string; again?: string }): JSX.Element {
  const messages = useMessages().byMail;
  return (
    <Page title={messages.sent.title}>
      <p>{about}</p>
      <p>{messages.sent.more}</p>
      <ul class="links">
        {again !== undefined && (
          <li>
            <a href={again}>{messages.sent.again}</a>
          </li>
        )}
        <li>
          <a href={signInAddress({})}>{messages.signIn}</a>
        </li>
      </ul>
    </Page>
  );
}

/** For a link that is good for nothing any more; `again` is where to ask for a new one. */
export function GonePage({ hint, again }: { hint?: string; again?: string }): JSX.Element {
  const messages = useMessages().byMail;
  return (
    <Page title={messages.gone.title}>
      <p>{messages.gone.about}</p>
      {hint !== undefined && <p>{hint}</p>}
      <ul class="links">
        {again !== undefined && (
          <li>
            <a href={again}>{messages.gone.again}</a>
          </li>
        )}
        <li>
          <a href={signInAddress({})}>{messages.signIn}</a>
        </li>
      </ul>
    </Page>
  );
}

interface LinkFormProps {
  title: string;
  action: string;
  /** For the form, and that of the link. */
  token: string;
  linkToken: string;
  button: string;
  problems: FormProblems;
  /** What stands above the form. */
  about: Child;
  /** Its fields. */
  children?: Child;
}

/** A page of a link: what it is about, and the button that uses it up. */
export function LinkFormPage(props: LinkFormProps): JSX.Element {
  const { problems } = props;
  return (
    <Page title={props.title} hasErrors={problems.count > 0}>
      <ErrorSummary problems={problems} />
      {props.about}
      <form method="post" action={props.action} class="stack" novalidate>
        <Hidden name={formTokenField} value={props.token} />
        <Hidden name="token" value={props.linkToken} />
        {props.children}
        <div class="actions">
          <button type="submit">{props.button}</button>
        </div>
      </form>
    </Page>
  );
}

/** Which address it is about. */
export function AddressAbout({ about, email }: { about: string; email: string }): JSX.Element {
  return (
    <p>
      {about} <strong>{email}</strong>
    </p>
  );
}
