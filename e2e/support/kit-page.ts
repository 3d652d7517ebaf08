/** What runs in the pages of a client service that uses the kit. Bundled. */
import { createBrowserClient, type BrowserClient } from '@ostiary/sdk/browser';

declare global {
  interface Window {
    client: BrowserClient;
  }
}

window.client = createBrowserClient();
