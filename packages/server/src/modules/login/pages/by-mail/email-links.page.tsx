import type { JSX } from 'hono/jsx/jsx-runtime';
import { Fact } from '../facts.tsx';
import { useMessages } from '../language/reader.ts';
import { changeEmailPath, keepAccountPath, verifyAgainPath, verifyEmailPath } from './by-mail-addresses.ts';
import type { LinkLook } from './by-mail.types.ts';
import type { LinkState } from './link-pages.ts';
import { AddressAbout, GonePage, LinkFormPage } from './mail-page-parts.tsx';

export function VerifyEmailPage({ look, ...state }: LinkState<LinkLook>): JSX.Element {
  const texts = useMessages().byMail.verify;
  return (
    <LinkFormPage
      title={texts.title}
      action={verifyEmailPath}
      button={texts.button}
      about={<AddressAbout about={texts.about} email={look.email} />}
      {...state}
    />
  );
}

export function VerificationGonePage(): JSX.Element {
  return <GonePage hint={useMessages().byMail.verify.gone} again={verifyAgainPath} />;
}

/** The address so far is shown to nobody but its owner: the mail went to the new one. */
export function ChangeEmailPage({ look, principal, ...state }: LinkState<LinkLook>): JSX.Element {
  const texts = useMessages().byMail.change;
  const owner = principal?.user.id === look.userId ? principal.user : undefined;
  return (
    <LinkFormPage
      title={texts.title}
      action={changeEmailPath}
      button={texts.button}
      about={
        <dl>
          {owner?.email != null && <Fact term={texts.from}>{owner.email}</Fact>}
          <Fact term={texts.to}>{look.email}</Fact>
        </dl>
      }
      {...state}
    />
  );
}

export function ChangeGonePage(): JSX.Element {
  return <GonePage hint={useMessages().byMail.change.gone} />;
}

export function KeepAccountPage({ look, ...state }: LinkState<LinkLook>): JSX.Element {
  const texts = useMessages().byMail.keepAccount;
  return (
    <LinkFormPage
      title={texts.title}
      action={keepAccountPath}
      button={texts.button}
      about={<AddressAbout about={texts.about} email={look.email} />}
      {...state}
    />
  );
}

export function CancellationGonePage(): JSX.Element {
  return <GonePage hint={useMessages().byMail.keepAccount.gone} />;
}
