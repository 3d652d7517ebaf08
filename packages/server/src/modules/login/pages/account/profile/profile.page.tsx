import type { JSX } from 'hono/jsx/jsx-runtime';
import { ErrorSummary, Field, formTokenField, Hidden } from '../../form.tsx';
import type { FormProblems } from '../../form-problems.ts';
import { useMessages } from '../../language/reader.ts';
import { accountPaths } from '../account-addresses.ts';
import { AccountPage } from '../account-page.tsx';

export const profileFields = ['first_name', 'last_name', 'phone'] as const;

export type EnteredProfile = Record<(typeof profileFields)[number], string>;

interface ProfilePageProps {
  token: string;
  username: string | null;
  entered: EnteredProfile;
  problems: FormProblems;
  notice?: string | undefined;
}

export function ProfilePage({ token, username, entered, problems, notice }: ProfilePageProps): JSX.Element {
  const texts = useMessages().accountPages.profile;
  return (
    <AccountPage current="profile" title={texts.title} hasErrors={problems.count > 0} notice={notice}>
      <ErrorSummary problems={problems} />
      <form method="post" action={accountPaths.profile} class="stack" novalidate>
        <Hidden name={formTokenField} value={token} />
        {username !== null && (
          <Field
            name="username"
            label={texts.username}
            hint={texts.usernameFixed}
            autocomplete="username"
            value={username}
            isReadOnly
            problems={problems}
          />
        )}
        <Field
          name="first_name"
          label={texts.firstName}
          autocomplete="given-name"
          value={entered.first_name}
          isOptional
          problems={problems}
        />
        <Field
          name="last_name"
          label={texts.lastName}
          autocomplete="family-name"
          value={entered.last_name}
          isOptional
          problems={problems}
        />
        <Field
          name="phone"
          label={texts.phone}
          hint={texts.phoneHint}
          type="tel"
          autocomplete="tel"
          value={entered.phone}
          isOptional
          problems={problems}
        />
        <div class="actions">
          <button type="submit">{texts.save}</button>
        </div>
      </form>
    </AccountPage>
  );
}
