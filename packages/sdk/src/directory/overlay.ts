import type { FeedItem } from '../wire.ts';
import { createChangedUsers, type ToldUser } from './changed-users.ts';
import {
  applyDefinition,
  isDefinition,
  isNoLater,
  mayMoveAccess,
  mergeDefinitions,
  noDefinitions,
  readDefinitions,
  type Definitions,
} from './definitions.ts';
import type { KnownUser } from './directory.types.ts';
import type { Overlay, OverlayOptions } from './overlay.types.ts';

/** A token that was issued in the second of a change may be from before it. */
const roundingMs = 1000;

interface State {
  definitions: Definitions;
  revision: number;
  /** Which one of the server's, of those seen. */
  history: number;
  /** Epoch milliseconds: tokens from until then do not say all about a user that is not known. */
  unsureUntil: number;
}

function toKnown(
  { user, reason = 'no_access' }: { user: KnownUser['user']; reason?: 'deleted' | 'no_access' },
  changedAt: number,
): ToldUser['known'] {
  return user ? { user, changedAt } : { user, reason, changedAt };
}

function isUnseen({ known }: ToldUser): boolean {
  return known.user === null && known.reason === 'no_access';
}

/** What items do to what is known. */
function createChanges(options: OverlayOptions, state: State) {
  const beUnsureUntil = (at: number): void => {
    state.unsureUntil = Math.max(state.unsureUntil, at);
  };
  const users = createChangedUsers({ ...options, onLetGo: beUnsureUntil });
  const remember = (sub: string, told: ToldUser): void => {
    users.remember(sub, told);
    state.revision++;
  };

  function applyItem(item: FeedItem): void {
    const { history, definitions } = state;
    if (item.kind === 'reset') return beUnsureUntil(item.at);
    if (item.kind === 'user') {
      const { sub, position, at } = item;
      const before = users.find(sub);
      const isLate = before && !isNoLater(before, { history, position });
      if (!isLate) remember(sub, { history, position, known: toKnown(item, at) });
      return;
    }
    if (!isDefinition(item)) return;
    const isMove = mayMoveAccess(definitions, item);
    if (!applyDefinition(definitions, item, history)) return;
    if (isMove) beUnsureUntil(item.at);
    state.revision++;
  }
  return { users, remember, applyItem, beUnsureUntil };
}

/**
 * Knows all roles and groups, and the users that changed within the life of a token: what tokens cannot say. It keeps
 * nothing beyond the process.
 */
export function createOverlay(options: OverlayOptions): Overlay {
  const state: State = { definitions: noDefinitions(), revision: 0, history: 0, unsureUntil: -Infinity };
  const { users, remember, applyItem, beUnsureUntil } = createChanges(options, state);

  return {
    holds: 'definitions',
    get revision() {
      return state.revision;
    },
    get knownUsers() {
      return users.size;
    },
    get service() {
      return state.definitions.service?.record ?? undefined;
    },
    open: async () => ({ cursor: null }),
    async replace(lines, { isNewHistory = false } = {}) {
      if (isNewHistory) {
        state.history++;
        beUnsureUntil(options.now());
      }
      const reading = await readDefinitions(lines, state.history);
      state.definitions = mergeDefinitions(reading, state.definitions);
      // Whether somebody is seen may be what changed; who comes again is asked for.
      users.letGoOf(
        (told) => told.history < state.history || (isUnseen(told) && isNoLater(told, reading.place)),
      );
      state.revision++;
    },
    async apply(items) {
      for (const item of items) applyItem(item);
      users.forgetExpired();
    },
    findUser: (sub) => users.find(sub)?.known,
    findRole: (id) => state.definitions.roles.get(id)?.record ?? undefined,
    findRoleByName: (name) => state.definitions.rolesByName.get(name),
    findGroup: (id) => state.definitions.groups.get(id)?.record ?? undefined,
    isTokenEnough: (issuedAtSeconds) => issuedAtSeconds * 1000 > state.unsureUntil + roundingMs,
    beginLookup(sub) {
      const before = users.find(sub);
      const { history } = state;
      return (user, at) => {
        if (users.find(sub) !== before || state.history !== history) return;
        // Whatever the feed tells about the user from now on is later.
        remember(sub, { history, position: 0, known: toKnown({ user }, at) });
      };
    },
    close: async () => undefined,
  };
}
