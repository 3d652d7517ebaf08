import type { EventType, Webhook } from './webhooks.queries.ts';

/** What is typed into the form. */
export interface WebhookTexts {
  name: string;
  url: string;
  /** None for all. */
  types: string[];
}

export const emptyWebhook: WebhookTexts = { name: '', url: '', types: [] };

interface Sent {
  name: string;
  url: string;
  event_types: EventType[] | null;
}

export function creationOf({ name, url, types }: WebhookTexts): Sent {
  return { name, url: url.trim(), event_types: types.length === 0 ? null : (types as EventType[]) };
}

export function textsOf({ name, url, event_types: types }: Webhook): WebhookTexts {
  return { name, url, types: types ?? [] };
}

/** What was changed, and nothing else: what somebody else has changed meanwhile stays. */
export function changesOf(before: WebhookTexts, after: WebhookTexts): Partial<Sent> {
  const [was, is] = [creationOf(before), creationOf(after)];
  const changed = Object.entries(is).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(was[name as keyof Sent]),
  );
  return Object.fromEntries(changed);
}
