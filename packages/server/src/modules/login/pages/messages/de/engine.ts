import type { engine as english } from '../en/engine.ts';

const unansweredRequest =
  'Die Anwendung hat eine Anfrage gestellt, die sich nicht beantworten lässt. An die Anwendung wurde nichts gesendet. Gehen Sie zurück und versuchen Sie es noch einmal; wenn es dabei bleibt, wenden Sie sich an die Betreiber der Anwendung.';

export const engine: typeof english = {
  device: {
    title: 'Gerät verbinden',
    hint: 'Geben Sie den Code ein, den Ihr Gerät anzeigt.',
    code: 'Code',
    button: 'Weiter',
    notFound:
      'Dieser Code stimmt nicht, wurde schon verwendet oder ist abgelaufen. Vergleichen Sie ihn mit Ihrem Gerät.',
    aborted: 'Die Anfrage wurde abgelehnt. Ihr Gerät hat keinen Zugriff.',
    confirmTitle: (application) => `${application} verbinden?`,
    confirmHint:
      'Machen Sie nur weiter, wenn Sie dies selbst begonnen haben und Ihr Gerät denselben Code anzeigt. Wer Ihnen diesen Code geschickt hat, könnte sonst Ihr Konto benutzen.',
    askedFrom: 'Angefragt von',
    askedWith: 'Angefragt mit',
    unknown: 'unbekannt',
    confirm: 'Der Code ist derselbe',
    abort: 'Ablehnen',
    doneTitle: 'Ihr Gerät ist verbunden',
    done: (application) =>
      `Sie können diese Seite schließen und auf Ihrem Gerät mit ${application} weitermachen.`,
  },
  signOut: {
    title: 'Abmelden?',
    question: (application) => `${application} möchte Sie abmelden.`,
    questionOfNobody: 'Möchten Sie sich abmelden?',
    hint: 'Sie werden auch hier abgemeldet und bei allen Anwendungen dieser Sitzung.',
    yes: 'Abmelden',
    no: 'Angemeldet bleiben',
    doneTitle: 'Sie sind abgemeldet',
    done: 'Sie können diese Seite schließen.',
    backTo: (application) => `Zurück zu ${application}`,
  },
  error: {
    title: 'Das hat nicht geklappt',
    details: 'Einzelheiten',
    code: 'Fehlercode',
    description: 'Beschreibung',
    requestId: 'Nummer der Anfrage',
    words: {
      access_denied: 'Die Anfrage wurde abgelehnt.',
      invalid_client:
        'Die Anwendung, die Sie hierher geschickt hat, ist auf diesem Server nicht bekannt oder wurde abgeschaltet.',
      invalid_redirect_uri:
        'Die Anwendung möchte Sie an eine Adresse weiterleiten, die für sie nicht hinterlegt ist. Deshalb werden Sie nicht weitergeleitet.',
      invalid_scope: 'Die Anwendung bittet um etwas, worum sie nicht bitten darf.',
      invalid_target: 'Die Anwendung bittet um Zugriff auf einen Dienst, der ihr nicht offensteht.',
      expired_token:
        'Die Anfrage ist abgelaufen. Gehen Sie zurück zur Anwendung und beginnen Sie noch einmal.',
      unauthorized_client: 'Die Anwendung darf niemanden auf diese Weise anmelden.',
      unsupported_response_type: unansweredRequest,
      invalid_request: unansweredRequest,
      server_error: 'Bei uns ist etwas schiefgegangen. Bitte versuchen Sie es in einem Moment noch einmal.',
      temporarily_unavailable:
        'Der Dienst kann gerade nicht antworten. Bitte versuchen Sie es in einem Moment noch einmal.',
    },
    otherWords: unansweredRequest,
  },
};
