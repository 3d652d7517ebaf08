import type { JSX } from 'hono/jsx/jsx-runtime';
import { useMessages } from '../language/reader.ts';
import type { ShownApplication } from './application-face.rules.ts';

function CardLink({ href, text }: { href: string; text: string }): JSX.Element {
  return (
    <li>
      <a href={href} target="_blank" rel="noopener noreferrer">
        {text}
        <span class="visually-hidden"> {useMessages().interaction.application.newTab}</span>
      </a>
    </li>
  );
}

/** Who asks: the application as it was registered. */
export function ApplicationCard({ application }: { application: ShownApplication }): JSX.Element {
  const texts = useMessages().interaction.application;
  const { name, logo } = application;
  const links = [
    { href: application.homepage, text: texts.homepage },
    { href: application.policy, text: texts.policy },
    { href: application.terms, text: texts.terms },
  ].flatMap(({ href, text }) => (href === undefined ? [] : [{ href, text }]));
  return (
    <section class="card" aria-label={texts.heading}>
      {logo && <img src={logo.address} alt="" width={48} height={48} referrerpolicy="no-referrer" />}
      <div>
        <p>
          <strong>{name}</strong>
        </p>
        {links.length > 0 && (
          <ul class="links">
            {links.map((link) => (
              <CardLink {...link} />
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
