import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Act } from '#modules/audit';
import type { User } from '#modules/users';
import { isAppError } from '#platform/errors.ts';
import { qrModulesOf } from '../account/factors/qr-modules.ts';
import { queryText, readForm, type Form } from '../form-body.ts';
import { noProblems, problemsOf, type FormProblems } from '../form-problems.ts';
import { acceptRefusal } from '../form-refusal.ts';
import { messagesFor } from '../language/reader.ts';
import { factorAddress, keepOpenerOnTheWayTo, withQuery } from '../page-addresses.ts';
import { formDocs, pageDocs } from '../page-docs.ts';
import type { PageKit } from '../page-kit.ts';
import type { PagesDeps } from '../pages.types.ts';
import { madePasskeyIn } from '../scripts/passkey-answer.ts';
import { passkeyField } from '../scripts/passkey-form.tsx';
import { goneAddress } from './continue-sign-in.ts';
import { codeField, judgedCode, readCode } from './proof-fields.ts';
import { ChooseFactorPage, ConnectAppPage, FirstCodesPage } from './set-up-factor.page.tsx';
import { setUpPaths } from './set-up-paths.ts';

interface Exchange {
  request: FastifyRequest;
  reply: FastifyReply;
  next: string;
}

/** Somebody whose sign-in waits for a factor that they do not have yet. */
interface Enrolling extends Exchange {
  user: User;
  act: Act;
}

interface SetUpForm {
  path: string;
  summary: string;
  fields: readonly string[];
  shows?: string;
  handle(enrolling: Enrolling, form: Form): Promise<FastifyReply>;
}

const codesShown = 'A page with recovery codes, which are shown this one time, where there were none.';

/** Draws the choice, or the app that is being connected. */
function createDrawing({ mfa }: PagesDeps, kit: PageKit) {
  return async function draw(
    { request, reply, next, user }: Enrolling,
    { app: id, problems }: { app: string; problems: FormProblems },
  ): Promise<FastifyReply> {
    const app = id === '' ? undefined : await mfa.totp.unconfirmed(user, id);
    if (app) {
      const modules = await qrModulesOf(app.uri);
      const drawing = { id, next, problems, modules, secret: app.secret };
      return kit.show(request, reply, (token) => <ConnectAppPage token={token} {...drawing} />);
    }
    const options = mfa.passkeys.isOn ? await mfa.passkeys.registrationOptions(user) : null;
    const drawing = { next, problems, options };
    return kit.show(request, reply, (token) => <ChooseFactorPage token={token} {...drawing} />, {
      scripts: options !== null,
    });
  };
}

function setUpForms(deps: PagesDeps, kit: PageKit): SetUpForm[] {
  const { mfa, signIn } = deps;

  /** The sign-in goes on; recovery codes that were made are shown before that. */
  async function goOn(
    { request, reply, next }: Exchange,
    { amr, recoveryCodes }: { amr: readonly string[]; recoveryCodes: readonly string[] | null },
  ): Promise<FastifyReply> {
    const browser = await kit.browserOf(request, next);
    const pending = kit.cookies.pendingOf(request);
    const outcome = await signIn.goOnAfterEnrolment(request.act(), pending, amr, browser);
    const address = await kit.settleSignIn(request, reply, outcome, next);
    if (recoveryCodes === null) return reply.redirect(address, 303);
    return kit.show(request, reply, () => <FirstCodesPage codes={recoveryCodes} address={address} />);
  }

  return [
    {
      path: setUpPaths.app,
      summary: 'Begin with an authenticator app that a sign-in waits for',
      fields: [],
      async handle({ request, reply, next, user, act }) {
        const name = messagesFor(request).signInFlow.setUp.appName;
        const { id } = await mfa.totp.begin(act, user, name);
        return reply.redirect(withQuery(setUpPaths.page, { app: id, next }), 303);
      },
    },
    {
      path: setUpPaths.confirm,
      summary: 'Confirm an authenticator app that a sign-in waits for',
      fields: ['app', codeField],
      shows: codesShown,
      async handle(enrolling, form) {
        const { request, user, act } = enrolling;
        const messages = messagesFor(request);
        const { code } = readCode(form, messages);
        const { recoveryCodes } = await judgedCode(messages, () =>
          mfa.totp.confirm(act, user, { id: form.text('app'), code }),
        );
        return goOn(enrolling, { amr: ['otp'], recoveryCodes });
      },
    },
    {
      path: setUpPaths.passkey,
      summary: 'Make a passkey that a sign-in waits for',
      fields: [passkeyField],
      shows: codesShown,
      async handle(enrolling, form) {
        const { request, user, act } = enrolling;
        const name = messagesFor(request).signInFlow.setUp.passkeyName;
        const made = { response: madePasskeyIn(form), name };
        const { passkey, recoveryCodes } = await mfa.passkeys.register(act, user, made);
        return goOn(enrolling, { amr: [passkey.isSynced ? 'swk' : 'hwk'], recoveryCodes });
      },
    },
  ];
}

/** `/sign-in/set-up-factor`: the second factor without which a sign-in does not go on any more. */
export function addSetUpFactor(app: FastifyInstance, deps: PagesDeps, kit: PageKit): void {
  const draw = createDrawing(deps, kit);

  /** Undefined for who was sent elsewhere. Whoever has a factor shows it: another one would be a way around it. */
  async function enrolling({ request, reply, next }: Exchange): Promise<Enrolling | undefined> {
    const pending = await deps.signIn.findPending(kit.cookies.pendingOf(request));
    if (!pending) void reply.redirect(goneAddress(kit, request, next), 303);
    else if (pending.methods.length > 0) void reply.redirect(factorAddress(next), 303);
    else {
      const { user } = pending;
      return { request, reply, next, user, act: { ...request.act(), actor: { type: 'user', id: user.id } } };
    }
    return undefined;
  }

  app.get(
    setUpPaths.page,
    { schema: pageDocs('Page to set up a second factor that a sign-in waits for') },
    async (request, reply) => {
      const next = queryText(request, 'next');
      keepOpenerOnTheWayTo(next, reply);
      const who = await enrolling({ request, reply, next });
      return who ? draw(who, { app: queryText(request, 'app'), problems: noProblems }) : reply;
    },
  );

  for (const { path, summary, fields, shows, handle } of setUpForms(deps, kit)) {
    const docs = { summary, fields: [...fields, 'next'], ...(shows !== undefined && { shows }) };
    app.post(path, { schema: formDocs(docs) }, async (request, reply) => {
      const form = readForm(request);
      const next = form.text('next');
      keepOpenerOnTheWayTo(next, reply);
      const who = await enrolling({ request, reply, next });
      if (!who) return reply;
      try {
        await kit.requireOwnForm(request, form);
        return await handle(who, form);
      } catch (error) {
        if (isAppError(error, 'login.sign_in_gone')) {
          return reply.redirect(goneAddress(kit, request, next), 303);
        }
        const problems = problemsOf(messagesFor(request), acceptRefusal(reply, error), [codeField]);
        return draw(who, { app: form.text('app'), problems });
      }
    });
  }
}
