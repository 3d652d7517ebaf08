import { accountStylesheet } from './account/account-stylesheet.ts';
import { customProperties, palettes } from './palette.ts';

/**
 * The one stylesheet. Lengths are relative so that zoom and larger letters reflow; nothing is wider than
 * 320 CSS pixels (WCAG 1.4.10); fonts are the device's own, so nothing is fetched.
 */
export const stylesheet = `
:root{color-scheme:light dark;${customProperties(palettes.light)}}
@media (prefers-color-scheme:dark){:root{${customProperties(palettes.dark)}}}
*,*::before,*::after{box-sizing:border-box}
body{margin:0;background:var(--background);color:var(--text);
  font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
.frame{max-width:42rem;margin:0 auto;padding:1rem}
header .frame{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:baseline;
  border-bottom:1px solid var(--border)}
header nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;margin:0;padding:0}
.brand{font-weight:700;font-size:1.125rem;text-decoration:none}
h1{font-size:1.75rem;line-height:1.25;margin:1rem 0}
h2{font-size:1.25rem;line-height:1.3;margin:2rem 0 .75rem}
a{color:var(--link);text-underline-offset:.15em}
a:hover{text-decoration-thickness:.15em}
:focus-visible{outline:.1875rem solid var(--focus);outline-offset:.1875rem}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:.5rem;padding:.5rem;background:var(--background)}
.visually-hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);
  white-space:nowrap}
form{margin:0}
.stack>*+*{margin-top:1.25rem}
.field label{display:block;font-weight:600}
.field p{margin:.125rem 0 .375rem}
.hint,.optional{color:var(--hint);font-weight:400}
.error{color:var(--error);font-weight:600}
input,select,textarea{display:block;width:100%;min-height:2.75rem;padding:.5rem .625rem;font:inherit;color:var(--text);
  background:var(--background);border:1px solid var(--border);border-radius:.25rem}
.check{display:grid;grid-template-columns:auto 1fr;gap:0 .625rem;align-items:center}
.check input{width:1.5rem;height:1.5rem;min-height:0;margin:0;accent-color:var(--action)}
.check label{font-weight:400}
.check p{grid-column:2;margin:.125rem 0 0}
input[readonly]{background:var(--surface)}
[aria-invalid=true]{border:.1875rem solid var(--error)}
button,.button{display:inline-block;min-height:2.75rem;padding:.5rem 1rem;font:inherit;font-weight:600;
  text-decoration:none;cursor:pointer;color:var(--on-action);background:var(--action);
  border:2px solid var(--action);border-radius:.25rem}
button.quiet,.button.quiet{color:var(--link);background:transparent}
.actions{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center}
.summary,.notice{margin:1rem 0;padding:.75rem 1rem;border:1px solid var(--border);
  border-left:.375rem solid var(--error);background:var(--surface)}
.notice{border-left-color:var(--notice)}
.summary h2{margin:0 0 .25rem;font-size:1.125rem}
.summary ul{margin:0;padding-left:1.25rem}
.summary a{color:var(--error)}
dl{margin:0}
dt{color:var(--hint)}
dd{margin:0 0 .75rem}
.below{margin-top:1.25rem}
.rows{list-style:none;margin:0;padding:0}
.rows li{display:flex;flex-wrap:wrap;gap:.5rem 1rem;justify-content:space-between;align-items:center;
  padding:.75rem 0;border-top:1px solid var(--border)}
.rows p{margin:0}
code{font-family:ui-monospace,Consolas,monospace}
pre{margin:.5rem 0 1rem;padding:.75rem;background:var(--surface);border:1px solid var(--border);
  border-radius:.25rem;white-space:pre-wrap}
.card{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;margin:1rem 0;padding:.75rem 1rem;
  background:var(--surface);border:1px solid var(--border);border-radius:.25rem}
.card p{margin:0}
.card img{width:3rem;height:3rem;object-fit:contain}
.links{display:flex;flex-wrap:wrap;gap:.25rem 1rem;list-style:none;margin:0;padding:0}
.links a{display:inline-block;padding:.125rem 0}
.scopes{margin:0;padding-left:1.25rem}
.scopes li{margin:.25rem 0}
.choice{display:grid;grid-template-columns:repeat(auto-fit,minmax(8rem,1fr));gap:.75rem;margin:1.5rem 0}
.choice button{width:100%}
.code{font-size:1.5rem;font-weight:700;letter-spacing:.1em}
${accountStylesheet}
footer .frame{margin-top:2rem;border-top:1px solid var(--border);color:var(--hint)}
@media (min-width:32rem){dl{display:grid;grid-template-columns:10rem 1fr;column-gap:1rem}}
@media (forced-colors:active){button,.button{border-color:ButtonText}}
@media print{header nav,form,.skip{display:none}}
`.trim();
