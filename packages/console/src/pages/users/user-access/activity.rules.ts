/** The filter of the log for one user; `side` is `actor` for what they did, anything else for what was done to them. */
export function activityFilter(userId: string, side: string | undefined): Record<string, string> {
  return side === 'actor' ? { actor_id: userId } : { target_type: 'user', target_id: userId };
}
