import type { Fetch } from '../../src/types.ts';

/** Mulberry32, by Tommy Ettinger (public domain): numbers from 0 to 1, the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const kept = 200;

/** Items until the next beat come in any order, some twice, and with them some that came long before. */
function disorder(chance: () => number): TransformStream<string, string> {
  let text = '';
  let waiting: string[] = [];
  const past: string[] = [];
  return new TransformStream({
    transform(chunk, controller) {
      text += chunk;
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        if (block.startsWith('event: item')) {
          // Without its cursor: what comes before the beat may be cut off.
          waiting.push(block.replace(/^id: .*\n/m, ''));
          continue;
        }
        past.push(...waiting);
        const again = [...waiting, ...past.splice(0, Math.max(0, past.length - kept))];
        again.push(...past.filter(() => chance() < 0.1), ...waiting.filter(() => chance() < 0.5));
        const shuffled = again.map((one) => ({ one, at: chance() })).sort((a, b) => a.at - b.at);
        waiting = [];
        controller.enqueue([...shuffled.map(({ one }) => one), block, ''].join('\n\n'));
      }
    },
  });
}

/** A fetch that brings the feed into disorder, as far as at-least-once delivery allows. */
export function disorderly(seed: number): Fetch {
  const chance = seeded(seed);
  return async (input, init) => {
    const response = await fetch(input, init);
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
    if (!response.body || !isStream) return response;
    const body = response.body
      .pipeThrough(new TextDecoderStream())
      .pipeThrough(disorder(chance))
      .pipeThrough(new TextEncoderStream());
    return new Response(body, { status: response.status, headers: response.headers });
  };
}
