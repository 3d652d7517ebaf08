/** Mails of a server under development, which are shown instead of sent. */
export const devMail = {
  title: 'Mail of this server',
  about:
    'This server is under development: it sends no mail. What it would have sent is here, the newest first, for whoever opens this page on the same machine.',
  none: 'There is none yet. Sign up, or ask for a new password, and look again.',
  to: 'To',
  when: 'Written',
  template: 'Template',
  messageId: 'Message-ID',
  all: 'All mails',
  text: 'As text',
  html: 'As HTML',
  openHtml: 'Open the HTML',
};
