/** The first pattern that matches names the thing; later ones appear inside the texts of earlier ones. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(HeadlessChrome|Chrome|Chromium|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

const systems: readonly (readonly [RegExp, string])[] = [
  [/\bWindows\b/, 'Windows'],
  [/\bAndroid\b/, 'Android'],
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

const maxLength = 40;

function nameOf(table: typeof browsers, userAgent: string): string | undefined {
  return table.find(([pattern]) => pattern.test(userAgent))?.[1];
}

const inEnglish = (browser: string, system: string): string => `${browser} on ${system}`;

/**
 * A few words by which people recognise a device: `Firefox on Linux`, or the first product of a
 * User-Agent header (RFC 9110 section 10.1.5) that no browser sends. Undefined when it says nothing.
 */
export function deviceName(userAgent: string | null, browserOn = inEnglish): string | undefined {
  const text = (userAgent ?? '').trim();
  if (text === '') return undefined;
  const browser = nameOf(browsers, text);
  if (!browser) return text.slice(0, maxLength).split(' ')[0];
  const system = nameOf(systems, text);
  return system ? browserOn(browser, system) : browser;
}
