import type { Kind } from '../kinds.rules.ts';

/** Everything that a program has to know to use the application that it is. */
export interface Connection {
  issuer: string;
  clientId: string;
  /** Null for one that has none. */
  clientSecret: string | null;
  /** Empty where nobody comes back. */
  redirectUri: string;
  postLogoutUri: string | null;
  scopes: readonly string[];
  /** The audience of the service that it calls (RFC 8707); null for the API of the server itself. */
  resource: string | null;
  /** With which ID tokens are signed. */
  algorithm: string;
  endpoints: {
    authorization: string;
    token: string;
    userinfo: string;
    jwks: string;
    endSession: string;
    device: string;
  };
}

export interface SnippetFile {
  /** Where it goes, or what is to be done with it. */
  name: string;
  text: string;
}

/** What an application is made with. Names are those of the products. */
export interface Framework {
  id: string;
  name: string;
  kinds: readonly Kind[];
  /** What it expects by its own convention, on the machine of whoever tries it. */
  redirectUri?: string;
  postLogoutUri?: string;
  /** Its files ask for tokens for the service that is called; with the others one does that oneself. */
  asksForService?: true;
  files: (connection: Connection) => readonly SnippetFile[];
}
