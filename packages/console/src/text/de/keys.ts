import type { Texts } from '../en.ts';

export const keys: Texts['keys'] = {
  intro:
    'Der neueste Schlüssel unterschreibt. Die davor prüfen nur noch, bis das letzte Token abgelaufen ist, das sie unterschrieben haben; Dienste holen alle von selbst.',
  state: 'Zustand',
  states: { signs: 'unterschreibt', verifies: 'prüft nur noch', over: 'vorbei' },
  until: 'Prüft bis',
  leaked:
    'Wenn ein privater Schlüssel bekannt geworden sein kann: Wechseln Sie ihn und melden Sie dann alle ab; Token, die er unterschrieben hat, gelten bei Diensten, bis sie ablaufen oder widerrufen sind.',
};
