import type { JSX } from 'hono/jsx/jsx-runtime';
import { useMessages } from '../language/reader.ts';
import {
  forgotPasswordPath,
  mailedCodeAddress,
  mailedLinkAddress,
  verifyAgainPath,
} from './by-mail-addresses.ts';
import type { MailPolicy } from './by-mail.types.ts';

interface MailedWaysProps {
  hasMail: boolean;
  policy: MailPolicy;
  next: string;
}

/** For a page where people sign in: what else there is for who has mail, and no password. */
export function MailedWays({ hasMail, policy, next }: MailedWaysProps): JSX.Element | null {
  const { forgot, link, code } = useMessages().byMail;
  if (!hasMail) return null;
  return (
    <ul class="links">
      <li>
        <a href={forgotPasswordPath}>{forgot.title}</a>
      </li>
      {policy.byLink && (
        <li>
          <a href={mailedLinkAddress(next)}>{link.way}</a>
        </li>
      )}
      {policy.byCode && (
        <li>
          <a href={mailedCodeAddress(next)}>{code.way}</a>
        </li>
      )}
    </ul>
  );
}

/** For who was refused because their address is not confirmed yet. */
export function ConfirmAgain(): JSX.Element {
  return (
    <p>
      <a href={verifyAgainPath}>{useMessages().byMail.verifyAgain.link}</a>
    </p>
  );
}
