import type { Messages } from '../en.ts';

export const signInNotices = {
  'sign-in-gone': 'Die Anmeldung hat zu lange gedauert. Fangen Sie von vorne an.',
};

export const signInFlow: Messages['signInFlow'] = {
  passkey: 'Mit einem Passkey anmelden',
  factor: {
    title: 'Zweiter Faktor',
    about: (login) => `Sie melden sich als ${login} an. Zeigen Sie Ihren zweiten Faktor, um weiterzugehen.`,
    code: 'Code',
    codeHint:
      'Aus Ihrer Authenticator-App. Wenn Sie die verloren haben: einer Ihrer Wiederherstellungscodes.',
    recoveryHint: 'Wenn Sie Ihren Passkey verloren haben: einer Ihrer Wiederherstellungscodes.',
    codeMissing: 'Geben Sie einen Code ein.',
    button: 'Weiter',
    passkey: 'Passkey verwenden',
    otherWay: 'Oder mit einem Code',
    trust: (days) => `Diesem Browser ${days === 1 ? 'einen Tag' : `${days} Tage`} vertrauen`,
    trustHint:
      'Er wird dann nicht nach einem zweiten Faktor gefragt. Nicht auf einem Gerät, das auch andere benutzen.',
    other: 'Ein anderes Konto verwenden',
  },
  setUp: {
    title: 'Zweiten Faktor einrichten',
    about:
      'Ihre Rolle verlangt einen zweiten Faktor. Richten Sie einen ein, um weiterzugehen: eine Authenticator-App auf Ihrem Telefon oder einen Passkey.',
    app: 'Authenticator-App verwenden',
    appName: 'Authenticator-App',
    passkey: 'Passkey anlegen',
    passkeyName: 'Passkey',
    back: 'Einen anderen Weg wählen',
    codes: 'Ihre Wiederherstellungscodes',
    goOn: 'Ich habe sie aufbewahrt, weiter',
  },
  grace: {
    title: 'Sie brauchen bald einen zweiten Faktor',
    about: (date) =>
      `Ihre Rolle verlangt einen zweiten Faktor. Richten Sie ihn bis zum ${date} ein; danach können Sie sich ohne ihn nicht mehr anmelden.`,
    now: 'Jetzt einrichten',
    later: 'Später',
  },
  confirm: {
    title: 'Bestätigen Sie, dass Sie es sind',
    about: 'Was Sie vorhaben, ist heikel. Zeigen Sie deshalb noch einmal, wer Sie sind.',
    account: 'Konto',
    button: 'Bestätigen',
    noPassword: 'Passwort vergessen, oder nie eines gehabt?',
  },
};
