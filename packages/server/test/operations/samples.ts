/** The value of one series in the text format of Prometheus. Errors: Error when there is none, or more than one. */
export function valueOf(text: string, name: string, labels: Record<string, string> = {}): number {
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  const found = text.split('\n').filter((line) => {
    if (!line.startsWith(`${name}{`) && !line.startsWith(`${name} `)) return false;
    return wanted.every((label) => line.includes(label));
  });
  const [line] = found;
  if (line === undefined || found.length > 1)
    throw new Error(`${found.length} series of ${name} with ${JSON.stringify(labels)}`);
  return Number(line.slice(line.lastIndexOf(' ') + 1));
}
