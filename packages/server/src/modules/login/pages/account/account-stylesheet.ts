/** What only the account pages look like. On narrow windows the navigation is one link back to the overview. */
export const accountStylesheet = `
.beside>main{min-width:0}
.account-nav ul{display:none;list-style:none;margin:0;padding:0}
.account-nav .back::before{content:"\\2190\\a0"}
.back{display:inline-block;padding:.25rem 0}
.cards{list-style:none;margin:0;padding:0}
.cards .card{justify-content:space-between;border-left:.375rem solid var(--action)}
.cards .card p{flex:1 1 16rem}
.way{display:block}
.qr{display:block;width:13rem;max-width:100%;height:auto;border:1px solid var(--border);border-radius:.25rem}
.secret{font-size:1.125rem;letter-spacing:.05em}
.codes{display:grid;grid-template-columns:repeat(auto-fit,minmax(10rem,1fr));gap:.5rem 1.5rem;list-style:none;
  margin:1rem 0;padding:1rem;background:var(--surface);border:1px solid var(--border);border-radius:.25rem;
  font-size:1.125rem}
button.danger{color:var(--background);background:var(--error);border-color:var(--error)}
@media (min-width:56rem){
  .wide .frame{max-width:64rem}
  .wide header nav{margin-left:auto}
  .beside{display:grid;grid-template-columns:12rem minmax(0,1fr);gap:2.5rem;align-items:start}
  .beside>main{max-width:42rem}
  .account-nav{padding-top:1.25rem}
  .account-nav .back{display:none}
  .account-nav ul{display:block}
  .account-nav li a{display:block;padding:.375rem .75rem;border-left:.1875rem solid var(--border);
    text-decoration:none}
  .account-nav li a:hover{text-decoration:underline}
  .account-nav [aria-current]{font-weight:700;color:var(--text);border-left-color:var(--action);
    background:var(--surface)}
}
@media (max-width:55.99rem){.account-nav.home{display:none}}
@media print{.account-nav{display:none}}
`.trim();
