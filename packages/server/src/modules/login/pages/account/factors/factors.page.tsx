import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Passkey, Standing, TotpFactor, TrustedDevice } from '#modules/mfa';
import { dateText } from '../../dates.ts';
import { deviceName } from '#modules/sessions';
import { Time } from '../../facts.tsx';
import { PostForm } from '../../form.tsx';
import { useMessages } from '../../language/reader.ts';
import { about } from '../account-addresses.ts';
import { AccountPage } from '../account-page.tsx';
import { factorPaths } from './factor-addresses.ts';

export interface OwnFactors {
  standing: Standing;
  apps: readonly TotpFactor[];
  passkeys: readonly Passkey[];
  /** Whether there may be any. */
  hasPasskeys: boolean;
  codesLeft: number;
  trusted: readonly TrustedDevice[];
}

function RequiredHint({ isRequired, graceEndsAt }: Standing): JSX.Element | null {
  const messages = useMessages();
  const texts = messages.accountPages.factors;
  if (!isRequired) return null;
  if (graceEndsAt === null) return <p>{texts.required}</p>;
  return (
    <p class="card">
      <strong>{texts.requiredUntil(dateText(messages, graceEndsAt, 'minute'))}</strong>
    </p>
  );
}

function Usage({ createdAt, lastUsedAt }: { createdAt: number; lastUsedAt: number | null }): JSX.Element {
  const texts = useMessages().accountPages.factors;
  return (
    <>
      {texts.added} <Time at={createdAt} isDay />,{' '}
      {lastUsedAt === null ? (
        texts.neverUsed
      ) : (
        <>
          {texts.lastUsed} <Time at={lastUsedAt} />
        </>
      )}
    </>
  );
}

interface QuietLinkProps {
  href: string;
  text: string;
  /** Said after the words to people who do not see what it stands beside. */
  about: string;
}

function QuietLink(props: QuietLinkProps): JSX.Element {
  return (
    <a class="button quiet" href={props.href}>
      {props.text}
      <span class="visually-hidden"> {props.about}</span>
    </a>
  );
}

function Apps({ apps }: { apps: readonly TotpFactor[] }): JSX.Element {
  const { remove, apps: texts } = useMessages().accountPages.factors;
  return (
    <section aria-labelledby="apps">
      <h2 id="apps">{texts.heading}</h2>
      {apps.length === 0 && <p>{texts.none}</p>}
      {apps.length > 0 && (
        <ul class="rows">
          {apps.map((app) => (
            <li>
              <div>
                <p>
                  <strong>{app.name}</strong>
                </p>
                <p class="hint">
                  <Usage {...app} />
                </p>
              </div>
              <QuietLink href={about(factorPaths.removeApp, app.id)} text={remove} about={app.name} />
            </li>
          ))}
        </ul>
      )}
      <p>
        <a class="button" href={factorPaths.addApp}>
          {texts.add}
        </a>
      </p>
    </section>
  );
}

function PasskeyItem({ passkey }: { passkey: Passkey }): JSX.Element {
  const { remove, passkeys: texts } = useMessages().accountPages.factors;
  return (
    <li>
      <div>
        <p>
          <strong>{passkey.name}</strong>
        </p>
        {passkey.clonedAt !== null && <p class="error">{texts.cloned}</p>}
        <p class="hint">
          {passkey.isSynced ? texts.synced : texts.bound}, <Usage {...passkey} />
        </p>
      </div>
      <div class="actions">
        <QuietLink
          href={about(factorPaths.renamePasskey, passkey.id)}
          text={texts.rename}
          about={passkey.name}
        />
        <QuietLink href={about(factorPaths.removePasskey, passkey.id)} text={remove} about={passkey.name} />
      </div>
    </li>
  );
}

function Passkeys({ passkeys, hasPasskeys }: OwnFactors): JSX.Element | null {
  const texts = useMessages().accountPages.factors.passkeys;
  if (!hasPasskeys && passkeys.length === 0) return null;
  return (
    <section aria-labelledby="passkeys">
      <h2 id="passkeys">{texts.heading}</h2>
      {passkeys.length === 0 && <p>{texts.none}</p>}
      {passkeys.length > 0 && (
        <ul class="rows">
          {passkeys.map((passkey) => (
            <PasskeyItem passkey={passkey} />
          ))}
        </ul>
      )}
      {hasPasskeys && (
        <p>
          <a class="button" href={factorPaths.addPasskey}>
            {texts.add}
          </a>
        </p>
      )}
    </section>
  );
}

function RecoveryCodes({ standing, codesLeft }: OwnFactors): JSX.Element {
  const texts = useMessages().accountPages.factors.codes;
  const hasFactor = standing.has.length > 0;
  return (
    <section aria-labelledby="codes">
      <h2 id="codes">{texts.heading}</h2>
      {!hasFactor && <p>{texts.needFactor}</p>}
      {hasFactor && (
        <>
          <p>
            {texts.about} <strong>{codesLeft === 0 ? texts.none : texts.left(codesLeft)}</strong>
          </p>
          <p>
            <a class="button quiet" href={factorPaths.recoveryCodes}>
              {texts.make}
            </a>
          </p>
        </>
      )}
    </section>
  );
}

function TrustedItem({ device, token }: { device: TrustedDevice; token: string }): JSX.Element {
  const { sessions, accountPages } = useMessages();
  const texts = accountPages.factors.trusted;
  const name = deviceName(device.userAgent, sessions.browserOn) ?? sessions.unknownDevice;
  return (
    <li>
      <div>
        <p>
          <strong>{name}</strong>
        </p>
        <p class="hint">
          {texts.trustedSince} <Time at={device.createdAt} isDay />
          {device.address !== null && ` ${sessions.from} ${device.address}`}, {texts.until}{' '}
          <Time at={device.expiresAt} isDay />
        </p>
      </div>
      <PostForm
        action={factorPaths.forgetBrowser}
        token={token}
        fields={{ browser: device.id }}
        button={texts.forget}
        about={name}
        isQuiet
      />
    </li>
  );
}

function TrustedBrowsers({ trusted, token }: OwnFactors & { token: string }): JSX.Element | null {
  const texts = useMessages().accountPages.factors.trusted;
  if (trusted.length === 0) return null;
  return (
    <section aria-labelledby="trusted">
      <h2 id="trusted">{texts.heading}</h2>
      <p>{texts.about}</p>
      <ul class="rows">
        {trusted.map((device) => (
          <TrustedItem device={device} token={token} />
        ))}
      </ul>
      {trusted.length > 1 && (
        <PostForm action={factorPaths.forgetBrowsers} token={token} button={texts.forgetAll} isQuiet />
      )}
    </section>
  );
}

interface FactorsPageProps extends OwnFactors {
  token: string;
  notice?: string | undefined;
}

export function FactorsPage(props: FactorsPageProps): JSX.Element {
  const texts = useMessages().accountPages.factors;
  return (
    <AccountPage current="factors" title={texts.title} notice={props.notice}>
      <p>{texts.about}</p>
      <RequiredHint {...props.standing} />
      <Apps apps={props.apps} />
      <Passkeys {...props} />
      <RecoveryCodes {...props} />
      <TrustedBrowsers {...props} />
    </AccountPage>
  );
}
