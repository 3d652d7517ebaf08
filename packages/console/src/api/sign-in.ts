function here(): string {
  return encodeURIComponent(window.location.pathname + window.location.search);
}

export function signIn(): void {
  window.location.assign(`/sign-in?next=${here()}`);
}

/** The server's own page for step-up, which knows every way, and leads back here. */
export function confirmAddress(): string {
  return `/confirm?next=${here()}`;
}
