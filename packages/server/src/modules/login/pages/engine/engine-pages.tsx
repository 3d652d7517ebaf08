import type { JSX } from 'hono/jsx/jsx-runtime';
import type { EnginePages, PageReader } from '#modules/oauth';
import { messagesForTags } from '../language/reader.ts';
import { renderDocument } from '../layout.tsx';
import { DeviceCodePage, DeviceConfirmPage, DeviceDonePage } from './device.page.tsx';
import { EngineErrorPage } from './engine-error.page.tsx';
import { EngineSignOutPage, SignedOutPage } from './engine-sign-out.page.tsx';

function drawn<View extends PageReader>(draw: (view: View) => JSX.Element): (view: View) => string {
  return (view) => renderDocument(messagesForTags(view.languages), draw(view));
}

/** What the OAuth engine shows by itself, as whole documents. */
export function createEnginePages(): EnginePages {
  return {
    error: drawn((view) => <EngineErrorPage {...view} />),
    signOut: drawn((view) => <EngineSignOutPage {...view} />),
    signedOut: drawn((view) => <SignedOutPage {...view} />),
    deviceCode: drawn((view) => <DeviceCodePage {...view} />),
    deviceConfirm: drawn((view) => <DeviceConfirmPage {...view} />),
    deviceDone: drawn((view) => <DeviceDonePage {...view} />),
  };
}
