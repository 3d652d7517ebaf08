import type { JSX } from 'hono/jsx/jsx-runtime';
import type { CaptchaChallenge } from '#modules/limits';
import { CaptchaField, captchaScripts } from './captcha/captcha-field.tsx';
import { ErrorSummary, Field, formTokenField, Hidden } from './form.tsx';
import type { FormProblems } from './form-problems.ts';
import { useMessages } from './language/reader.ts';
import { Page } from './layout.tsx';
import { signInAddress } from './page-addresses.ts';

/** As the form shows them; the names are those of the wire. */
export const signUpFields = [
  'email',
  'username',
  'first_name',
  'last_name',
  'password',
  'password_again',
] as const;

export interface IdentifierFieldsProps {
  email: string;
  username: string;
  problems: FormProblems;
}

/** Email and username, as on every page that makes an account. */
export function IdentifierFields({ email, username, problems }: IdentifierFieldsProps): JSX.Element {
  const texts = useMessages().signUp;
  return (
    <>
      <Field
        name="email"
        label={texts.email}
        type="email"
        autocomplete="email"
        value={email}
        isIdentifier
        problems={problems}
      />
      <Field
        name="username"
        label={texts.username}
        hint={texts.usernameHint}
        autocomplete="username"
        value={username}
        isIdentifier
        problems={problems}
      />
    </>
  );
}

/** A new password, twice: nobody sees what they type, and a slip would lock them out. */
export function NewPasswordFields(props: { minLength: number; problems: FormProblems }): JSX.Element {
  const messages = useMessages();
  const texts = messages.signUp;
  return (
    <>
      <Field
        name="password"
        label={texts.password}
        hint={messages.passwordHint(props.minLength)}
        type="password"
        autocomplete="new-password"
        problems={props.problems}
      />
      <Field
        name="password_again"
        label={texts.passwordAgain}
        type="password"
        autocomplete="new-password"
        problems={props.problems}
      />
    </>
  );
}

export interface NameFieldsProps {
  firstName: string;
  lastName: string;
  problems: FormProblems;
}

/** What somebody is called, if they wish to say so. */
export function NameFields({ firstName, lastName, problems }: NameFieldsProps): JSX.Element {
  const texts = useMessages().signUp;
  return (
    <>
      <Field
        name="first_name"
        label={texts.firstName}
        autocomplete="given-name"
        value={firstName}
        isOptional
        problems={problems}
      />
      <Field
        name="last_name"
        label={texts.lastName}
        autocomplete="family-name"
        value={lastName}
        isOptional
        problems={problems}
      />
    </>
  );
}

interface SignUpPageProps extends IdentifierFieldsProps {
  token: string;
  firstName: string;
  lastName: string;
  /** Where to go afterwards; checked when it is used. */
  next: string;
  minPasswordLength: number;
  captcha: CaptchaChallenge | null;
}

export function SignUpPage(props: SignUpPageProps): JSX.Element {
  const { problems, next, captcha } = props;
  const messages = useMessages();
  const texts = messages.signUp;
  return (
    <Page title={texts.title} hasErrors={problems.count > 0} scripts={captchaScripts(captcha)}>
      <ErrorSummary problems={problems} />
      <form method="post" action="/sign-up" class="stack" novalidate>
        <Hidden name={formTokenField} value={props.token} />
        {next !== '' && <Hidden name="next" value={next} />}
        <IdentifierFields email={props.email} username={props.username} problems={problems} />
        <NameFields firstName={props.firstName} lastName={props.lastName} problems={problems} />
        <NewPasswordFields minLength={props.minPasswordLength} problems={problems} />
        <CaptchaField challenge={captcha} />
        <div class="actions">
          <button type="submit">{texts.button}</button>
        </div>
      </form>
      <p>
        {texts.haveAccount} <a href={signInAddress({ next })}>{messages.signIn.title}</a>
      </p>
    </Page>
  );
}
