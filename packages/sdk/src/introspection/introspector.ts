import { OstiaryError } from '../errors.ts';
import type { Introspection } from '../ostiary.types.ts';
import type { Now } from '../types.ts';
import type { FeedItem } from '../wire.ts';
import { maxTokenLength } from '../verifier/compact-jwt.ts';
import { inactive, readAnswer } from './read-answer.ts';

export interface IntrospectorDeps {
  /** RFC 7662 section 2. Errors: OstiaryError. */
  ask(token: string): Promise<Record<string, unknown>>;
  now: Now;
}

/** Asks Ostiary about tokens that cannot be judged here, and remembers the answer for a few seconds. */
export interface Introspector {
  /** Errors: OstiaryError `unavailable`, `key_refused`, `protocol`. */
  find(token: string): Promise<Introspection>;
  /** What the feed tells makes answers old. */
  forget(items: readonly FeedItem[]): void;
  /** How many answers are remembered. */
  readonly size: number;
}

interface Kept {
  answer: Introspection;
  until: number;
}

const keptMs = 5_000;
const maxKept = 1_000;
const maxAtOnce = 64;

/** Whether what an item tells may have changed an answer. */
function concerns(item: FeedItem, answer: Introspection): boolean {
  if (!answer.active) return false;
  if (item.kind === 'user') return answer.sub === undefined || answer.sub === item.sub;
  if (item.kind !== 'revoked') return item.kind !== 'keys';
  const { sid, jti, token_id: tokenId = jti, grant_id: grantId } = answer;
  const id = { session: sid, token: tokenId, grant: grantId }[item.what];
  return id === undefined || id === item.id;
}

/** Answers that are a few seconds old at most. */
function createAnswers(now: Now) {
  const active = new Map<string, Kept>();
  /** Apart, so that made-up tokens do not push out good ones. */
  const refused = new Map<string, Kept>();
  return {
    find(token: string): Introspection | undefined {
      for (const kept of [active, refused]) {
        const found = kept.get(token);
        if (found && found.until > now()) return found.answer;
        kept.delete(token);
      }
      return undefined;
    },
    keep(token: string, answer: Introspection): void {
      const kept = answer.active ? active : refused;
      if (kept.size >= maxKept) {
        for (const oldest of kept.keys()) {
          kept.delete(oldest);
          break;
        }
      }
      const expiresAt = answer.active && answer.exp !== undefined ? answer.exp * 1000 : Infinity;
      kept.set(token, { answer, until: Math.min(now() + keptMs, expiresAt) });
    },
    forget(items: readonly FeedItem[]): void {
      for (const [token, { answer }] of active) {
        if (items.some((item) => concerns(item, answer))) active.delete(token);
      }
    },
    size: (): number => active.size + refused.size,
  };
}

export function createIntrospector({ ask, now }: IntrospectorDeps): Introspector {
  const answers = createAnswers(now);
  const running = new Map<string, Promise<Introspection>>();
  let atOnce = 0;

  async function askOnce(token: string): Promise<Introspection> {
    if (atOnce >= maxAtOnce) {
      throw new OstiaryError('unavailable', 'Too many tokens are being asked about at once.');
    }
    atOnce++;
    try {
      return readAnswer(await ask(token));
    } finally {
      atOnce--;
    }
  }

  function begin(token: string): Promise<Introspection> {
    const asking = askOnce(token);
    running.set(token, asking);
    const isNewest = (): boolean => running.get(token) === asking && running.delete(token);
    asking.then(
      (answer) => {
        // One that the feed has overtaken is for those who asked before.
        if (isNewest()) answers.keep(token, answer);
      },
      () => void isNewest(),
    );
    return asking;
  }

  return {
    async find(token) {
      if (token === '' || token.length > maxTokenLength) return inactive;
      return answers.find(token) ?? running.get(token) ?? begin(token);
    },
    forget(items) {
      const relevant = items.filter(({ kind }) => kind !== 'keys');
      if (relevant.length === 0) return;
      // Whom an answer under way will be about is not known yet.
      running.clear();
      answers.forget(relevant);
    },
    get size() {
      return answers.size();
    },
  };
}
