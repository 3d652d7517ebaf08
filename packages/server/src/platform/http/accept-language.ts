/** RFC 9110 section 12.5.4: a language range with an optional weight. */
const rangePattern =
  /^\s*(?<tag>\*|[a-z]{1,8}(?:-[a-z0-9]{1,8})*)\s*(?:;\s*q\s*=\s*(?<weight>0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/i;

/** Browsers send a handful; whoever sends hundreds reads none of them. */
const maxRanges = 30;

/**
 * The language ranges of an Accept-Language header, the preferred first; equal weights keep their order.
 * Leaves out what cannot be read, what is refused (weight 0) and `*`, which names no language.
 */
export function acceptedLanguages(header: string | undefined): string[] {
  const ranges = (header ?? '').split(',', maxRanges).flatMap((element) => {
    const { tag, weight } = rangePattern.exec(element)?.groups ?? {};
    return tag === undefined || tag === '*' ? [] : [{ tag, weight: Number(weight ?? 1) }];
  });
  return ranges
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}
