import type { JSX } from 'hono/jsx/jsx-runtime';
import { formTokenField, Hidden } from './form.tsx';
import { Page } from './layout.tsx';
import { messages } from './messages.ts';

const texts = messages.signOut;

/** Two forms rather than one with two buttons: what happens must not depend on a script or on a default. */
export function SignOutButtons({ token }: { token: string }): JSX.Element {
  return (
    <div class="actions">
      <form method="post" action="/sign-out">
        <Hidden name={formTokenField} value={token} />
        <button type="submit">{texts.here}</button>
      </form>
      <form method="post" action="/sign-out">
        <Hidden name={formTokenField} value={token} />
        <Hidden name="everywhere" value="yes" />
        <button type="submit" class="quiet">
          {texts.everywhere}
        </button>
      </form>
    </div>
  );
}

export function SignOutPage({ token }: { token: string }): JSX.Element {
  return (
    <Page title={texts.title}>
      <p>{texts.question}</p>
      <SignOutButtons token={token} />
    </Page>
  );
}
