import type { Principal } from '../../login.types.ts';
import { signInAddress } from '../page-addresses.ts';
import type { NoticeKey } from '../messages/messages.ts';

/** Where somebody reads what was done: at home if they are signed in, else where they sign in. */
export function doneAddress(done: NoticeKey, principal: Principal | null): string {
  return principal ? `/?done=${done}` : signInAddress({ done });
}
