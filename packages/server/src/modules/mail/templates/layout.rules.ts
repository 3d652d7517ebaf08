import type { Language } from '#platform/language.rules.ts';
import type { MailText } from './mail-text.ts';
import { escapeHtml, type MailParts } from './template.rules.ts';

function textLayout({ lead, facts = [], code, action, closing = [] }: MailText): string {
  const blocks = [
    ...lead,
    ...(facts.length > 0 ? [facts.map(([term, value]) => `${term}: ${value}`).join('\n')] : []),
    ...(code === undefined ? [] : [`    ${code}`]),
    ...(action ? [`${action[0]}:\n{{${action[1]}}}`] : []),
    ...closing,
    '{{product}}\n{{url}}',
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** Colours for readers that tell which of the two they show; all others choose by themselves. */
const style = `
  :root { color-scheme: light dark; }
  body { margin: 0; padding: 0; }
  .mail { max-width: 34em; margin: 0 auto; padding: 24px; font: 16px/1.5 system-ui, sans-serif; }
  .quiet { font-size: 14px; }
  a.button { color: #ffffff; background: #0b4f94; }
  @media (prefers-color-scheme: dark) { a.link { color: #9cc4f2; } }
`;

const buttonStyle =
  'display: inline-block; padding: 10px 18px; border-radius: 6px; font-weight: 600; text-decoration: none; color: #ffffff; background: #0b4f94';
const codeStyle = 'font: 600 28px/1.4 ui-monospace, monospace; letter-spacing: 0.15em';

const paragraph = (text: string): string => `<p>${escapeHtml(text)}</p>`;

function factsLayout(facts: NonNullable<MailText['facts']>): string {
  const lines = facts.map(([term, value]) => `${escapeHtml(term)}: <strong>${escapeHtml(value)}</strong>`);
  return `<p>${lines.join('<br>\n')}</p>`;
}

function actionLayout([label, link]: NonNullable<MailText['action']>): string {
  return `<p><a class="button" href="{{${link}}}" style="${buttonStyle}">${escapeHtml(label)}</a></p>
<p class="quiet" style="word-break: break-all"><a class="link" href="{{${link}}}">{{${link}}}</a></p>`;
}

function htmlLayout(text: MailText, language: Language): string {
  const { lead, facts = [], code, action, closing = [] } = text;
  const blocks = [
    ...lead.map(paragraph),
    ...(facts.length > 0 ? [factsLayout(facts)] : []),
    ...(code === undefined ? [] : [`<p style="${codeStyle}">${escapeHtml(code)}</p>`]),
    ...(action ? [actionLayout(action)] : []),
    ...closing.map(paragraph),
    '<p class="quiet"><a class="link" href="{{url}}">{{product}}</a></p>',
  ];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(text.subject)}</title>
<style>${style}</style>
</head>
<body>
<div class="mail">
${blocks.join('\n')}
</div>
</body>
</html>
`;
}

export function layOut(text: MailText, language: Language): MailParts {
  return { subject: text.subject, text: textLayout(text), html: htmlLayout(text, language) };
}
