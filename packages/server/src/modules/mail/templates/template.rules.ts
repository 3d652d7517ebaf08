/** The three parts of a mail, each a text with `{{names}}` in it. */
export interface MailParts {
  subject: string;
  text: string;
  html: string;
}

const placeholderPattern = /\{\{\s*([A-Za-z]+)\s*\}\}/g;

/** The names in a template. Whatever else stands in double braces is given as it stands, and is no name. */
export function placeholdersIn(template: string): string[] {
  return [...template.matchAll(/\{\{([^{}]*)\}\}?/g)].map(([, inside = '']) => inside.trim());
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? '');
}

const maxValueLength = 2_000;
/** Control characters, which end a header or a line, and those that turn the direction of what follows. */
const unprintable = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;

/** A value stays within its line, whoever chose it: the name of a device, or of a person. */
export function onOneLine(value: string): string {
  return value.replace(unprintable, ' ').slice(0, maxValueLength);
}

/** Puts values in. Throws TypeError for a name that has none. */
export function fill(
  template: string,
  values: Readonly<Record<string, string>>,
  encode: (value: string) => string = (value) => value,
): string {
  return template.replace(placeholderPattern, (_match, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw new TypeError(`A mail has no value for {{${name}}}`);
    return encode(value);
  });
}
