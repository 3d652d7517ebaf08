import type { JSX } from 'hono/jsx/jsx-runtime';
import { ErrorSummary, Field, formTokenField, Hidden } from '../form.tsx';
import type { FormProblems } from '../form-problems.ts';
import { useMessages } from '../language/reader.ts';
import { Page } from '../layout.tsx';
import { enterCodePath, mailedCodeAddress } from './by-mail-addresses.ts';

interface EnterCodePageProps {
  token: string;
  next: string;
  problems: FormProblems;
}

export function EnterCodePage({ token, next, problems }: EnterCodePageProps): JSX.Element {
  const texts = useMessages().byMail.code;
  return (
    <Page title={texts.enterTitle} hasErrors={problems.count > 0}>
      <ErrorSummary problems={problems} />
      <p>{texts.enterAbout}</p>
      <form method="post" action={enterCodePath} class="stack" novalidate>
        <Hidden name={formTokenField} value={token} />
        {next !== '' && <Hidden name="next" value={next} />}
        <Field
          name="code"
          label={texts.code}
          autocomplete="one-time-code"
          inputMode="numeric"
          isIdentifier
          problems={problems}
        />
        <div class="actions">
          <button type="submit">{texts.enterButton}</button>
        </div>
      </form>
      <p>
        <a href={mailedCodeAddress(next)}>{texts.again}</a>
      </p>
    </Page>
  );
}
