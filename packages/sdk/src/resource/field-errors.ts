import type { SchemaIssue } from '../types.ts';

/** What is wrong, by field; nested as the value is. */
export interface FieldMessages {
  [field: string]: string[] | FieldMessages;
}

/** Messages that belong to no field stand under this name, as in Django REST Framework. */
export const noField = 'non_field_errors';

/** The body is not acceptable: 400, with messages by field. Stores and `fill` may throw it. */
export class FieldErrors extends Error {
  override readonly name = 'FieldErrors';
  readonly fields: FieldMessages;

  constructor(fields: FieldMessages) {
    super(`Not acceptable: ${Object.keys(fields).join(', ')}`);
    this.fields = fields;
  }
}

/** A tree whose nodes have messages of their own. */
interface Node {
  messages: string[];
  children: Map<string, Node>;
}

const emptyNode = (): Node => ({ messages: [], children: new Map() });

const stepName = (step: PropertyKey | { readonly key: PropertyKey }): string =>
  String(typeof step === 'object' ? step.key : step);

function addMessage(root: Node, path: readonly string[], message: string): void {
  let node = root;
  for (const name of path) {
    const child = node.children.get(name) ?? emptyNode();
    node.children.set(name, child);
    node = child;
  }
  node.messages.push(message);
}

function messagesOf(node: Node): FieldMessages {
  const entries = [...node.children].map(([name, child]): [string, string[] | FieldMessages] => [
    name,
    child.children.size === 0 ? child.messages : messagesOf(child),
  ]);
  if (node.messages.length > 0) entries.push([noField, node.messages]);
  return Object.fromEntries(entries);
}

export function fieldMessages(issues: readonly SchemaIssue[]): FieldMessages {
  const root = emptyNode();
  for (const { path = [], message } of issues) addMessage(root, path.map(stepName), message);
  return messagesOf(root);
}
