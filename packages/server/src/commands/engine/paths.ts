/** Fills `:name` by the values, encoded. */
export function fillPath(template: string, values: Record<string, string>): string {
  return template.replace(/:([a-z_]+)/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
}

export function namesInPath(template: string): Set<string> {
  return new Set(Array.from(template.matchAll(/:([a-z_]+)/g), ([, name = '']) => name));
}
