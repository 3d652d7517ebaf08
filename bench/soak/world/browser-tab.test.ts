import { expect, it } from 'vitest';
import { formOf } from './browser-tab.ts';

const html = `<form method="post" action="/search"><input name="q"></form>
  <form method="post" action="/sign-in?next=%2Fa&amp;b=1"><input type="hidden" name="form_token" value="a&quot;b"/>
  <input type="text" name="login"/></form>`;

it('finds a form by the end of its address, with its hidden fields', () => {
  expect(formOf(html, 'b=1')).toEqual({ action: '/sign-in?next=%2Fa&b=1', fields: { form_token: 'a"b' } });
  expect(formOf(html)?.action).toBe('/search');
  expect(formOf(html, '/none')).toBeUndefined();
});
