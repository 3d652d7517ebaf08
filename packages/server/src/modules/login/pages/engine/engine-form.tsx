import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { EngineForm } from '#modules/oauth';
import { Hidden } from '../form.tsx';

/** A form that the engine reads. */
export function PostToEngine({ form, children }: { form: EngineForm; children?: Child }): JSX.Element {
  return (
    <form method="post" action={form.action} class="stack" novalidate>
      <Hidden name="xsrf" value={form.xsrf} />
      {children}
    </form>
  );
}
