import type { SignInState } from './sign-in-state.ts';

/** What tabs tell each other. */
type TabMessage =
  /** From now on this is the access token. */
  | { kind: 'token'; access: string }
  | { kind: 'signed_out' }
  /** Does anybody have an access token? */
  | { kind: 'ask' }
  | { kind: 'have'; access: string };

/** The other tabs of this origin that share the sign-in. */
export interface OtherTabs {
  /** Waits a moment for a tab that has a token; the state has it then. */
  ask(): Promise<void>;
  tellToken(access: string): void;
  tellSignedOut(): void;
  close(): void;
}

/** Where tabs share no sign-in, or the browser has no channels. */
const noTabs: OtherTabs = {
  ask: async () => undefined,
  tellToken: () => undefined,
  tellSignedOut: () => undefined,
  close: () => undefined,
};

/** A tab that sleeps is not worth waiting for. */
const askMs = 60;
/** In steps: a page that was busy so long gets to its messages between them. */
const steps = 3;

export function openTabChannel(
  name: string | undefined,
  state: SignInState,
  onSignedOut: () => void,
): OtherTabs {
  if (name === undefined || typeof BroadcastChannel === 'undefined') return noTabs;
  const channel = new BroadcastChannel(name);
  let answered: (() => void) | undefined;
  const tell = (message: TabMessage): void => channel.postMessage(message);

  channel.onmessage = ({ data }: MessageEvent<TabMessage>) => {
    if (data.kind === 'signed_out') {
      onSignedOut();
    } else if (data.kind === 'ask') {
      const access = state.known();
      if (access) tell({ kind: 'have', access });
    } else if (data.kind === 'token') {
      state.begin(data.access);
      answered?.();
    } else if (answered) {
      state.take(data.access);
      answered();
    }
  };

  return {
    ask: () =>
      new Promise((resolve) => {
        answered = () => {
          answered = undefined;
          resolve();
        };
        const wait = (left: number): void => {
          if (left > 0 && answered) setTimeout(wait, askMs / steps, left - 1);
          else answered?.();
        };
        tell({ kind: 'ask' });
        wait(steps);
      }),
    tellToken: (access) => tell({ kind: 'token', access }),
    tellSignedOut: () => tell({ kind: 'signed_out' }),
    close: () => channel.close(),
  };
}
