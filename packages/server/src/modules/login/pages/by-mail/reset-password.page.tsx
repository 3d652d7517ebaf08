import type { JSX } from 'hono/jsx/jsx-runtime';
import { Checkbox } from '../form.tsx';
import { useMessages } from '../language/reader.ts';
import { NewPasswordFields } from '../sign-up.page.tsx';
import { forgotPasswordPath, resetPasswordPath } from './by-mail-addresses.ts';
import type { LinkLook } from './by-mail.types.ts';
import type { LinkState } from './link-pages.ts';
import { AddressAbout, GonePage, LinkFormPage } from './mail-page-parts.tsx';

export const resetFields = ['password', 'password_again', 'ends_sessions'] as const;

type ResetPasswordPageProps = LinkState<LinkLook> & { minPasswordLength: number };

export function ResetPasswordPage(props: ResetPasswordPageProps): JSX.Element {
  const { look, minPasswordLength, form, ...state } = props;
  const texts = useMessages().byMail.reset;
  // Wished unless somebody has sent the form without it.
  const endsSessions = !form.has('token') || form.text('ends_sessions') === 'yes';
  return (
    <LinkFormPage
      title={texts.title}
      action={resetPasswordPath}
      button={texts.button}
      about={<AddressAbout about={texts.about} email={look.email} />}
      {...state}
    >
      <NewPasswordFields minLength={minPasswordLength} problems={state.problems} />
      <Checkbox
        name="ends_sessions"
        label={texts.endsSessions}
        hint={texts.endsSessionsHint}
        isChecked={endsSessions}
      />
    </LinkFormPage>
  );
}

export function ResetGonePage(): JSX.Element {
  return <GonePage again={forgotPasswordPath} />;
}
