/** How requests leave this process, passed to whoever sends some so that tests can stand in for it. */
export type Fetch = typeof globalThis.fetch;

export const systemFetch: Fetch = (input, init) => globalThis.fetch(input, init);
