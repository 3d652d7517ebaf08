import type { Told } from '../reading/items.rules.ts';

/**
 * Server-sent events. Only the last item of an event has an id: whoever is cut off before it goes on from the
 * event before, and is told all of it again.
 */
export function framesOf(told: readonly Told[]): string {
  let text = '';
  for (const { cursor, items } of told) {
    items.forEach((item, index) => {
      const id = index === items.length - 1 ? `id: ${cursor}\n` : '';
      text += `event: item\n${id}data: ${JSON.stringify(item)}\n\n`;
    });
  }
  return text;
}

/** All that was committed until half a second ago has been told. */
export function beatOf(cursor: string): string {
  return `event: beat\nid: ${cursor}\ndata: ${JSON.stringify({ cursor })}\n\n`;
}
