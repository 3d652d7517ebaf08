import type { JSX } from 'hono/jsx/jsx-runtime';
import { PostForm } from './form.tsx';
import { useMessages } from './language/reader.ts';
import { Page } from './layout.tsx';

/** Two forms rather than one with two buttons: what happens must not depend on a script or on a default. */
export function SignOutButtons({ token }: { token: string }): JSX.Element {
  const texts = useMessages().signOut;
  return (
    <div class="actions">
      <PostForm action="/sign-out" token={token} button={texts.here} />
      <PostForm
        action="/sign-out"
        token={token}
        fields={{ everywhere: 'yes' }}
        button={texts.everywhere}
        isQuiet
      />
    </div>
  );
}

export function SignOutPage({ token }: { token: string }): JSX.Element {
  const texts = useMessages().signOut;
  return (
    <Page title={texts.title}>
      <p>{texts.question}</p>
      <SignOutButtons token={token} />
    </Page>
  );
}
