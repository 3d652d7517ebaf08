import type { ApplicationFace } from '#modules/oauth';

/** What a page shows of an application, whatever was registered. */
export interface ShownApplication {
  name: string;
  logo: ShownLogo | undefined;
  homepage: string | undefined;
  policy: string | undefined;
  terms: string | undefined;
}

export interface ShownLogo {
  address: string;
  /** For `img-src`; null when it is on our own site. */
  cspSource: string | null;
}

const maxNameLength = 80;
/** What a CSP source can be made of: a host may hold `;`, which would begin a directive of somebody else's. */
const originPattern = /^https?:\/\/[a-z0-9._-]+(?::\d{1,5})?$/;

/** A name in one line, without what controls or overrides the direction of the text around it. */
export function shownName({ name, clientId }: Pick<ApplicationFace, 'name' | 'clientId'>): string {
  const plain = name
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim();
  const characters = [...(plain === '' ? clientId : plain)];
  return characters.length > maxNameLength
    ? `${characters.slice(0, maxNameLength).join('')}…`
    : characters.join('');
}

/** An address that a link may lead to; undefined for `javascript:` and everything else that is no page. */
export function webAddress(uri: string | null): string | undefined {
  if (uri === null || !URL.canParse(uri)) return undefined;
  const { protocol, href } = new URL(uri);
  return protocol === 'https:' || protocol === 'http:' ? href : undefined;
}

/** A logo by https or of our own site. */
function shownLogo(uri: string | null, publicUrl: string): ShownLogo | undefined {
  const address = webAddress(uri);
  if (address === undefined) return undefined;
  const { origin, protocol } = new URL(address);
  if (origin === new URL(publicUrl).origin) return { address, cspSource: null };
  return protocol === 'https:' && originPattern.test(origin) ? { address, cspSource: origin } : undefined;
}

export function shownApplication(face: ApplicationFace, publicUrl: string): ShownApplication {
  return {
    name: shownName(face),
    logo: shownLogo(face.logoUri, publicUrl),
    homepage: webAddress(face.homepageUri),
    policy: webAddress(face.policyUri),
    terms: webAddress(face.termsUri),
  };
}
