import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isRefusal } from './refusal.ts';
import { signIn } from './sign-in.ts';

/** Whoever is not signed in any more goes there and comes back. Who was asked for a proof and gave none stays. */
function onError(error: unknown): void {
  if (isRefusal(error, 'login.step_up_required')) return;
  if (isRefusal(error) && error.status === 401) signIn();
}

function mayRetry(count: number, error: unknown): boolean {
  return count < 2 && !(isRefusal(error) && error.status < 500);
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: { queries: { staleTime: 10_000, retry: mayRetry } },
});
