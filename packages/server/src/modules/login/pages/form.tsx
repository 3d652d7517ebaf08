import type { JSX } from 'hono/jsx/jsx-runtime';
import type { FormProblems } from './form-problems.ts';
import { useMessages } from './language/reader.ts';

/** The name of the hidden field that proves a form came from a page of ours. */
export const formTokenField = 'form_token';

export function Hidden({ name, value }: { name: string; value: string }): JSX.Element {
  return <input type="hidden" name={name} value={value} />;
}

interface PostFormProps {
  action: string;
  token: string;
  button: string;
  /** Said after the words of the button to people who do not see what it stands beside. */
  about?: string;
  isQuiet?: boolean;
  /** Hidden fields. */
  fields?: Readonly<Record<string, string>>;
}

/** A form that is one button. */
export function PostForm(props: PostFormProps): JSX.Element {
  return (
    <form method="post" action={props.action}>
      <Hidden name={formTokenField} value={props.token} />
      {Object.entries(props.fields ?? {}).map(([name, value]) => (
        <Hidden name={name} value={value} />
      ))}
      <button type="submit" {...(props.isQuiet === true && { class: 'quiet' })}>
        {props.button}
        {props.about !== undefined && <span class="visually-hidden"> {props.about}</span>}
      </button>
    </form>
  );
}

interface LabelledProps {
  name: string;
  label: string;
  hint?: string;
  isOptional?: boolean;
  problems: FormProblems;
}

interface ControlAttributes {
  id: string;
  name: string;
  required: boolean;
  'aria-describedby'?: string;
  'aria-invalid'?: 'true';
}

/** A control with its label, its hint and its error, all tied to it for screen readers. */
function Labelled(
  props: LabelledProps & { control: (attributes: ControlAttributes) => JSX.Element },
): JSX.Element {
  const messages = useMessages();
  const { name, hint, isOptional = false } = props;
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
      {props.control({
        id: name,
        name,
        required: !isOptional,
        ...(describedBy !== '' && { 'aria-describedby': describedBy }),
        ...(errors.length > 0 && { 'aria-invalid': 'true' }),
      })}
    </div>
  );
}

interface FieldProps extends LabelledProps {
  type?: 'text' | 'email' | 'password' | 'tel';
  /** Which keys a telephone shows. */
  inputMode?: 'numeric';
  /** WCAG 1.3.5: browsers and password managers fill the field in by this. */
  autocomplete: string;
  /** What was entered before. Never given for passwords. */
  value?: string;
  /** Names are not corrected, capitalised or spell-checked by keyboards. */
  isIdentifier?: boolean;
  isReadOnly?: boolean;
}

export function Field(props: FieldProps): JSX.Element {
  const { type = 'text', isIdentifier = false, isReadOnly = false } = props;
  return (
    <Labelled
      {...props}
      control={(attributes) => (
        <input
          {...attributes}
          type={type}
          autocomplete={props.autocomplete}
          {...(type !== 'password' && { value: props.value ?? '' })}
          {...(isIdentifier && { autocapitalize: 'none', spellcheck: false })}
          {...(isReadOnly && { readonly: true })}
          {...(props.inputMode !== undefined && { inputmode: props.inputMode })}
        />
      )}
    />
  );
}

/** Several lines of text that no browser knows beforehand. */
export function TextArea(props: LabelledProps & { value: string }): JSX.Element {
  return (
    <Labelled
      {...props}
      control={(attributes) => (
        <textarea {...attributes} rows={3} autocapitalize="none" spellcheck={false}>
          {props.value}
        </textarea>
      )}
    />
  );
}

export function Select(
  props: LabelledProps & { value: string; options: Readonly<Record<string, string>> },
): JSX.Element {
  return (
    <Labelled
      {...props}
      control={(attributes) => (
        <select {...attributes}>
          {Object.entries(props.options).map(([value, text]) => (
            <option value={value} selected={value === props.value}>
              {text}
            </option>
          ))}
        </select>
      )}
    />
  );
}

/** Something that is wished or not: sent as `yes`, or not at all. */
export function Checkbox(props: {
  name: string;
  label: string;
  hint?: string;
  isChecked: boolean;
}): JSX.Element {
  const { name, hint } = props;
  return (
    <div class="check">
      <input
        id={name}
        name={name}
        type="checkbox"
        value="yes"
        checked={props.isChecked}
        autocomplete="off"
        {...(hint !== undefined && { 'aria-describedby': `${name}-hint` })}
      />
      <label for={name}>{props.label}</label>
      {hint !== undefined && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

/** What is wrong, above the form, each with a way to its field. Takes the focus when the page opens. */
export function ErrorSummary({ problems }: { problems: FormProblems }): JSX.Element | null {
  const messages = useMessages();
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
