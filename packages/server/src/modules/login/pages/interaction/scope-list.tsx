import type { JSX } from 'hono/jsx/jsx-runtime';
import type { RequestedScope } from '#modules/oauth';
import { useMessages } from '../language/reader.ts';
import type { Messages } from '../messages/messages.ts';

function isStandard(texts: Messages['scopes'], name: string): name is keyof Messages['scopes'] {
  return Object.hasOwn(texts, name);
}

/** A scope in the words of the pages, or else of the service that defines it. */
function scopeWords(messages: Messages, { name, description, service }: RequestedScope): string {
  if (service === null && isStandard(messages.scopes, name)) return messages.scopes[name];
  const words = description ?? name;
  return service === null ? words : messages.interaction.consent.ofService(words, service);
}

export function ScopeList({ scopes }: { scopes: readonly RequestedScope[] }): JSX.Element {
  const messages = useMessages();
  return (
    <ul class="scopes">
      {scopes.map((scope) => (
        <li>{scopeWords(messages, scope)}</li>
      ))}
    </ul>
  );
}
