import type { JSX } from 'hono/jsx/jsx-runtime';
import { messages } from './messages.ts';
import type { FormProblems } from './form-problems.ts';

/** The name of the hidden field that proves a form came from a page of ours. */
export const formTokenField = 'form_token';

export function Hidden({ name, value }: { name: string; value: string }): JSX.Element {
  return <input type="hidden" name={name} value={value} />;
}

interface FieldProps {
  name: string;
  label: string;
  type?: 'text' | 'email' | 'password';
  /** WCAG 1.3.5: browsers and password managers fill the field in by this. */
  autocomplete: string;
  hint?: string;
  /** What was entered before. Never given for passwords. */
  value?: string;
  isOptional?: boolean;
  /** Names are not corrected, capitalised or spell-checked by keyboards. */
  isIdentifier?: boolean;
  problems: FormProblems;
}

/** A labelled input with its hint and its error, both tied to it for screen readers. */
export function Field(props: FieldProps): JSX.Element {
  const { name, type = 'text', hint, isOptional = false, isIdentifier = false } = props;
  const errors = props.problems.byField.get(name) ?? [];
  const describedBy = [hint !== undefined && `${name}-hint`, errors.length > 0 && `${name}-error`]
    .filter((id) => id !== false)
    .join(' ');
  return (
    <div class="field">
      <label for={name}>
        {props.label} {isOptional && <span class="optional">{messages.optional}</span>}
      </label>
      {hint !== undefined && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {errors.length > 0 && (
        <p class="error" id={`${name}-error`}>
          <span class="visually-hidden">{messages.errorPrefix}</span>
          {errors.join(' ')}
        </p>
      )}
      <input
        id={name}
        name={name}
        type={type}
        autocomplete={props.autocomplete}
        required={!isOptional}
        {...(type !== 'password' && { value: props.value ?? '' })}
        {...(describedBy !== '' && { 'aria-describedby': describedBy })}
        {...(errors.length > 0 && { 'aria-invalid': 'true' })}
        {...(isIdentifier && { autocapitalize: 'none', spellcheck: false })}
      />
    </div>
  );
}

/** What is wrong, above the form, each with a way to its field. Takes the focus when the page opens. */
export function ErrorSummary({ problems }: { problems: FormProblems }): JSX.Element | null {
  if (problems.count === 0) return null;
  return (
    <div class="summary" role="alert" aria-labelledby="problems" tabindex={-1} autofocus>
      <h2 id="problems">{messages.problems}</h2>
      <ul>
        {problems.general.map((text) => (
          <li class="error">{text}</li>
        ))}
        {[...problems.byField].map(([field, texts]) => (
          <li>
            <a href={`#${field}`}>{texts.join(' ')}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}
