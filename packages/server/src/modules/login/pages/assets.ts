import { createHash } from 'node:crypto';
import { scripts } from './scripts/scripts.ts';
import { stylesheet } from './stylesheet.ts';

/** A file that pages refer to. Its name changes with its content, so it may be kept for ever. */
export interface Asset {
  path: string;
  contentType: string;
  content: string;
}

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">' +
  '<rect width="32" height="32" rx="6" fill="#0b4f94"/>' +
  '<path d="M10 27V14a6 6 0 0 1 12 0v13z" fill="#fff"/><circle cx="19" cy="20" r="1.5" fill="#0b4f94"/></svg>';

function asset(extension: string, contentType: string, content: string): Asset {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  return { path: `/assets/ostiary.${hash}.${extension}`, contentType, content };
}

export const stylesheetAsset = asset('css', 'text/css; charset=utf-8', stylesheet);
export const iconAsset = asset('svg', 'image/svg+xml', icon);

const scriptAsset = (content: string): Asset => asset('js', 'text/javascript; charset=utf-8', content);

export const scriptAssets = {
  passkeys: scriptAsset(scripts.passkeys),
  'proof-of-work': scriptAsset(scripts['proof-of-work']),
};

export const assets: readonly Asset[] = [stylesheetAsset, iconAsset, ...Object.values(scriptAssets)];
