import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Application } from '#modules/applications';
import { useMessages } from '../language/reader.ts';
import { firstSteps, type FirstStepsOptions } from './first-steps.rules.ts';

/** Commands to copy: nothing about this application is left to fill in but what only its owner knows. */
export function FirstSteps(props: FirstStepsOptions & { application: Application }): JSX.Element | null {
  const texts = useMessages().applications.detail;
  const steps = firstSteps(props.application, props);
  if (steps.length === 0) return null;
  return (
    <>
      <h2>{texts.steps}</h2>
      {steps.map(({ words, command }) => (
        <>
          <p>{texts[words]}</p>
          <pre>
            <code>{command}</code>
          </pre>
        </>
      ))}
    </>
  );
}
