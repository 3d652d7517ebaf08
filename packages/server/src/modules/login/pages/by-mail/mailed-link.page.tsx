import type { JSX } from 'hono/jsx/jsx-runtime';
import { useMessages } from '../language/reader.ts';
import { mailedLinkPath, openLinkPath } from './by-mail-addresses.ts';
import type { LinkLook } from './by-mail.types.ts';
import type { LinkState } from './link-pages.ts';
import { AddressAbout, GonePage, LinkFormPage } from './mail-page-parts.tsx';

/** Says whose account it is, so that nobody is signed in to that of somebody else unawares. */
export function OpenLinkPage({ look, ...state }: LinkState<LinkLook>): JSX.Element {
  const texts = useMessages().byMail.link;
  return (
    <LinkFormPage
      title={texts.openTitle}
      action={openLinkPath}
      button={texts.openButton}
      about={<AddressAbout about={texts.openAbout} email={look.email} />}
      {...state}
    />
  );
}

export function LinkGonePage(): JSX.Element {
  return <GonePage again={mailedLinkPath} />;
}
