import type { Config } from '#config';
import { findTemplateProblems } from '#modules/mail';
import { CommandFailure } from './command-io.ts';
import type { Finding } from './doctor.machine.ts';

const hint = 'Names of files and what may stand in them: docs/guides/mail.md.';

/** A server that could not write its mails does not start. Errors: CommandFailure. */
export async function requireMailTemplates({ mail }: Config): Promise<void> {
  const problems = await findTemplateProblems(mail.templates);
  if (problems.length === 0) return;
  throw new CommandFailure('The mail templates of OSTIARY_MAIL_TEMPLATES cannot be used.', {
    details: problems.map((message) => ({ path: 'OSTIARY_MAIL_TEMPLATES', message, lines: [message] })),
    hint,
  });
}

/** One finding for each problem; none where there are no templates of one's own. */
export async function checkMailTemplates({ mail }: Config): Promise<Finding[]> {
  if (mail.templates === null) return [];
  const check = 'mail templates';
  const problems = await findTemplateProblems(mail.templates);
  if (problems.length === 0)
    return [{ check, status: 'ok', message: `The templates in ${mail.templates} fit.` }];
  return problems.map((message) => ({ check, status: 'error', message, hint }));
}
