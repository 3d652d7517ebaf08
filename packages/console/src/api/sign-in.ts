function here(): string {
  return window.location.pathname + window.location.search;
}

export function signIn(): void {
  window.location.assign(`/sign-in?next=${encodeURIComponent(here())}`);
}

/** Step-up: the page of the server asks, and leads back here. */
export function confirmIdentity(): void {
  window.location.assign(`/confirm?next=${encodeURIComponent(here())}`);
}
