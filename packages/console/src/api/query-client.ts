import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isRefusal } from './refusal.ts';
import { confirmIdentity, signIn } from './sign-in.ts';

/** Whoever is not signed in any more, or has to show once more who they are, goes there and comes back. */
function onError(error: unknown): void {
  if (isRefusal(error, 'login.step_up_required')) confirmIdentity();
  else if (isRefusal(error) && error.status === 401) signIn();
}

function mayRetry(count: number, error: unknown): boolean {
  return count < 2 && !(isRefusal(error) && error.status < 500);
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: { queries: { staleTime: 10_000, retry: mayRetry } },
});
