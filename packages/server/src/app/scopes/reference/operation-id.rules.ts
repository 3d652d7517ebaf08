/** What an operation is told by: how it is called, and what it answers. */
export interface Named {
  method: string;
  /** With parameters as `:name`. */
  path: string;
  /** Whether it answers 201. */
  isCreation: boolean;
  /** Whether it answers `items`. */
  isList: boolean;
}

const verbs: Record<string, string> = { PATCH: 'update' };

function verbOf({ method, isCreation, isList }: Named): string {
  if (isCreation) return 'create';
  if (method === 'GET' && isList) return 'list';
  return verbs[method] ?? method.toLowerCase();
}

/** `families` → `family`. */
function singular(noun: string): string {
  if (noun.endsWith('ies')) return `${noun.slice(0, -3)}y`;
  return noun.endsWith('ss') ? noun : noun.replace(/s$/, '');
}

function inCamelCase(words: string[]): string {
  const [first = '', ...rest] = words.flatMap((word) => word.split(/[^A-Za-z0-9]+/)).filter(Boolean);
  return first.toLowerCase() + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/**
 * A name for an operation that has none of its own, from what never changes: `GET /api/v1/users/:id/sessions`
 * is `listUserSessions`.
 */
export function operationIdOf(named: Named): string {
  const segments = named.path
    .replace(/^\/api\/v\d+/, '')
    .split('/')
    .filter(Boolean);
  const nouns = segments.flatMap((segment, index) => {
    if (segment.startsWith(':')) return [];
    // What hangs below `me` belongs to whoever asks.
    if (segment === 'me' && segments.length > 1) return ['own'];
    const isOne = segments[index + 1]?.startsWith(':') === true;
    const isMade = named.isCreation && index === segments.length - 1;
    return [isOne || isMade ? singular(segment) : segment];
  });
  return inCamelCase([verbOf(named), ...(nouns.length > 0 ? nouns : ['root'])]);
}
