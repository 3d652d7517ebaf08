/** Values as each language writes them, so that none can end its own quotes. */

/** JSON, and what reads its strings alike: Python, Java, Go, YAML. */
export function json(value: string): string {
  return JSON.stringify(value);
}

export function js(value: string): string {
  const inside = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inside}'`;
}

/** In Kotlin a dollar begins a variable. */
export function kotlin(value: string): string {
  return json(value).replaceAll('$', '\\$');
}

export function shell(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}

const plain = /^[A-Za-z0-9_./:@%+=,~-]*$/;

/** For shells and for programs that read `.env` files alike; quoted only where it must be. */
export function env(value: string): string {
  if (plain.test(value)) return value;
  if (!value.includes("'")) return `'${value}'`;
  return `"${value.replace(/[\\"$`]/g, '\\$&')}"`;
}

/** A list of strings. */
export function list(values: readonly string[], quote: (value: string) => string): string {
  return values.map(quote).join(', ');
}

/** Lines that are there, one below the other. */
export function lines(...all: (string | false | null | undefined)[]): string {
  return `${all.filter((line) => typeof line === 'string').join('\n')}\n`;
}
