import type { Messages } from '../en.ts';

export const protection: Pick<Messages, 'passkeys' | 'captcha'> = {
  passkeys: {
    cancelled:
      'Es wurde kein Passkey verwendet: Der Vorgang wurde abgebrochen oder hat zu lange gedauert. Sie können es noch einmal versuchen.',
    present: 'Dieses Gerät hat schon einen Passkey für Ihr Konto.',
    failed: 'Der Passkey konnte hier nicht verwendet werden.',
    scriptNeeded: 'Passkeys brauchen einen Browser, der sie kennt und in dem JavaScript eingeschaltet ist.',
  },
  captcha: {
    idle: 'Wenn Sie dieses Formular senden, löst Ihr Browser eine kleine Aufgabe. Das hält Programme fern; sonst wird niemand gefragt.',
    working: 'Ihr Browser löst die Aufgabe. Danach wird das Formular gesendet.',
    scriptNeeded:
      'Dieses Formular braucht JavaScript, das in diesem Browser ausgeschaltet ist: Das hält Programme fern.',
  },
};
