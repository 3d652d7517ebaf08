/** A JSON text that is to be an object, or where and why it is none. */
export type Parsed = { value: Record<string, unknown> | null } | { line: number | null; reason: string };

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}

/** Of the words of the engine: `at position 12`, or `(line 2 column 3)`. */
function lineIn(message: string, text: string): number | null {
  const line = /line (\d+)/.exec(message)?.[1];
  if (line !== undefined) return Number(line);
  const position = /position (\d+)/.exec(message)?.[1];
  return position === undefined ? null : lineAt(text, Number(position));
}

/** Empty means that there is none. */
export function parseSchema(text: string): Parsed {
  if (text.trim() === '') return { value: null };
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { value: value as Record<string, unknown> };
    }
    return { line: 1, reason: '{ … }' };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { line: lineIn(reason, text), reason };
  }
}

/** To begin with, and to learn from: what the tutorial's client service keeps of its users. */
export const exampleSchema = {
  type: 'object',
  properties: {
    accessgroup: {
      type: 'object',
      title: 'Access group',
      properties: { user_type: { enum: ['VIEWER', 'EDITOR'], title: 'User type' } },
    },
  },
};
