import type { JSX } from 'hono/jsx/jsx-runtime';
import { useMessages } from '../language/reader.ts';
import { NameFields, NewPasswordFields } from '../sign-up.page.tsx';
import { invitationPath } from './by-mail-addresses.ts';
import type { LinkLook } from './by-mail.types.ts';
import type { LinkState } from './link-pages.ts';
import { AddressAbout, GonePage, LinkFormPage } from './mail-page-parts.tsx';

export const invitationFields = ['first_name', 'last_name', 'password', 'password_again'] as const;

type InvitationPageProps = LinkState<LinkLook> & { minPasswordLength: number };

export function InvitationPage(props: InvitationPageProps): JSX.Element {
  const { look, minPasswordLength, form, ...state } = props;
  const texts = useMessages().byMail.invitation;
  return (
    <LinkFormPage
      title={texts.title}
      action={invitationPath}
      button={texts.button}
      about={<AddressAbout about={texts.about} email={look.email} />}
      {...state}
    >
      <NameFields
        firstName={form.text('first_name')}
        lastName={form.text('last_name')}
        problems={state.problems}
      />
      <NewPasswordFields minLength={minPasswordLength} problems={state.problems} />
    </LinkFormPage>
  );
}

export function InvitationGonePage(): JSX.Element {
  return <GonePage hint={useMessages().byMail.gone.askSender} />;
}
