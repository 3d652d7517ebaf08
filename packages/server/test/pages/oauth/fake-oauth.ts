import type { ApplicationFace, GrantedApplication, Interaction, OauthService } from '#modules/oauth';

export const face: ApplicationFace = {
  clientId: 'client-1',
  name: 'Notebook',
  logoUri: 'https://cdn.example.com/logo.png',
  homepageUri: 'https://notebook.example/',
  policyUri: 'https://notebook.example/privacy',
  termsUri: 'https://notebook.example/terms',
  isFirstParty: false,
};

export const standardScope = { description: null, service: null, isGranted: false };

const plainInteraction: Interaction = {
  uid: 'uid-0',
  // Nobody has signed in since.
  beganAt: Number.MAX_SAFE_INTEGER,
  prompt: 'login',
  reasons: ['no_session'],
  application: face,
  userId: null,
  wantedAcr: null,
  loginHint: null,
  uiLocales: [],
  scopes: [
    { name: 'openid', ...standardScope },
    { name: 'email', ...standardScope, isGranted: true },
    { name: 'files.read', description: 'Read your files', service: 'Drive', isGranted: false },
  ],
  returnSource: 'https://notebook.example',
  userCode: null,
};

/** What the pages asked of it, in order. */
export type Asked = [what: string, ...details: unknown[]];

/** Stands in for the engine: holds interactions that tests begin, and notes how each was finished. */
export class FakeOauth implements OauthService {
  readonly interactionCookieName = 'ostiary_interaction';
  readonly asked: Asked[] = [];
  readonly granted: GrantedApplication[] = [];
  readonly #interactions = new Map<string, Interaction>();
  #begun = 0;

  begin(changes: Partial<Interaction> = {}): Interaction {
    this.#begun += 1;
    const interaction = { ...plainInteraction, uid: `uid-${String(this.#begun)}`, ...changes };
    this.#interactions.set(interaction.uid, interaction);
    return interaction;
  }

  findInteraction: OauthService['findInteraction'] = async (uid) => this.#interactions.get(uid);

  finishSignIn: OauthService['finishSignIn'] = async (uid, session) =>
    this.#finish(uid, ['finishSignIn', uid, session]);

  finishConsent: OauthService['finishConsent'] = async (act, uid, consent) =>
    this.#finish(uid, ['finishConsent', uid, consent, act.actor]);

  abort: OauthService['abort'] = async (act, uid) => this.#finish(uid, ['abort', uid, act.actor]);

  listGranted: OauthService['listGranted'] = async () => this.granted;

  revokeGranted: OauthService['revokeGranted'] = async (act, userId, clientId) => {
    this.asked.push(['revokeGranted', userId, clientId, act.actor]);
    const index = this.granted.findIndex(({ application }) => application.clientId === clientId);
    if (index >= 0) this.granted.splice(index, 1);
    return index >= 0;
  };

  endClient: OauthService['endClient'] = async () => undefined;

  prune: OauthService['prune'] = async () => 0;

  #finish(uid: string, asked: Asked): string {
    if (!this.#interactions.delete(uid)) throw new TypeError(`There is no interaction ${uid}`);
    this.asked.push(asked);
    return `https://issuer.example/o/authorize/${uid}`;
  }
}
