import type { Messages } from '../en.ts';

/** What services say of a request as a whole, by the code of the error. */
export const errors: Messages['errors'] = {
  internal: 'Bei uns ist etwas schiefgegangen.',
  'request.malformed': 'Die Anfrage konnte nicht gelesen werden.',
  'request.invalid': 'Einige Angaben sind nicht gültig.',
  'request.too_large': 'Die Anfrage ist zu groß.',
  'request.unsupported_media_type': 'Diese Art von Inhalt wird nicht unterstützt.',
  'request.method_not_allowed': 'Diese Methode ist hier nicht erlaubt.',
  'request.not_found': 'Unter dieser Adresse gibt es nichts.',
  'request.throttled': 'Zu viele Anfragen. Versuchen Sie es später noch einmal.',
  'request.csrf_failed':
    'Die Anfrage kam nicht von einer Seite dieses Servers und wurde deshalb nicht ausgeführt.',
  'request.form_expired':
    'Dieses Formular war zu lange geöffnet, oder Cookies sind ausgeschaltet. Bitte senden Sie es noch einmal.',
  'request.captcha_failed':
    'Der Nachweis, dass hier kein Programm am Werk ist, fehlt oder wurde schon verwendet. Bitte senden Sie das Formular noch einmal.',
  'request.precondition_failed':
    'Die Angaben wurden inzwischen geändert. Laden Sie die Seite neu und wiederholen Sie Ihre Änderung.',
  'service.unavailable':
    'Der Dienst kann gerade nicht antworten. Bitte versuchen Sie es in Kürze noch einmal.',
  'access.unauthenticated': 'Sie sind nicht angemeldet.',
  'access.denied': 'Dazu haben Sie keine Berechtigung.',
  'access.address_blocked': 'Anfragen von dieser Adresse werden abgelehnt.',
  'applications.not_found': 'Diese Anwendung gibt es nicht.',
  'applications.too_many': 'Sie haben schon so viele Anwendungen, wie man haben darf.',
  'applications.too_many_secrets':
    'Eine Anwendung hat höchstens zwei Geheimnisse gleichzeitig. Entfernen Sie zuerst eines.',
  'applications.has_no_secret': 'Diese Anwendung weist sich nicht durch ein Geheimnis aus.',
  'applications.secret_not_found': 'Dieses Geheimnis gibt es nicht.',
  'oauth.interaction_gone':
    'Diese Anfrage ist abgelaufen oder hat in einem anderen Browser begonnen. Beginnen Sie in der Anwendung noch einmal.',
  'passwords.invalid_credentials':
    'E-Mail-Adresse, Benutzername oder Passwort stimmt nicht. Prüfen Sie beides und versuchen Sie es noch einmal.',
  'passwords.too_weak': 'Dieses Passwort ist nicht sicher genug.',
  'passwords.busy': 'Im Moment melden sich zu viele an. Bitte versuchen Sie es in Kürze noch einmal.',
  'mfa.invalid_code': 'Dieser Code stimmt nicht oder wurde schon benutzt.',
  'mfa.factor_not_found': 'Diesen Faktor gibt es nicht.',
  'mfa.too_many_factors': 'Davon haben Sie schon so viele, wie man haben darf.',
  'mfa.last_factor':
    'Ihre Rolle verlangt einen zweiten Faktor, und dies ist der letzte. Richten Sie zuerst einen anderen ein.',
  'mfa.passkey_refused': 'Dieser Passkey wurde nicht angenommen.',
  'mfa.passkey_taken': 'Dieser Passkey ist schon registriert.',
  'users.email_missing': 'Dieses Konto hat keine E-Mail-Adresse.',
  'users.last_administrator':
    'Dies ist der letzte aktive Administrator. Machen Sie zuerst jemand anderen zum Administrator.',
  'tokens.api_token_not_found': 'Dieses Token gibt es nicht.',
  'sessions.not_found': 'Diese Sitzung gibt es nicht.',
  'users.not_found': 'Dieses Konto gibt es nicht.',
  'users.email_taken': 'Diese E-Mail-Adresse ist bereits vergeben.',
  'users.username_taken': 'Dieser Benutzername ist bereits vergeben.',
  'users.invalid': 'Einige Angaben zum Konto sind nicht gültig.',
  'users.sign_up_closed': 'Auf diesem Server kann sich niemand selbst registrieren.',
  'mail.off': 'Dieser Server verschickt keine E-Mails, und die sind hierfür nötig.',
  'login.link_invalid': 'Dieser Link ist abgelaufen oder wurde schon benutzt. Fordern Sie einen neuen an.',
  'login.code_invalid': 'Dieser Code stimmt nicht, ist abgelaufen oder wurde schon benutzt.',
  'login.setup_link_invalid':
    'Dieser Einrichtungslink gilt nicht mehr. Starten Sie den Server neu, um einen neuen zu bekommen.',
};

/** What is said of the addresses of an application. */
const addressTexts: Messages['serviceTexts'] = {
  'Use at most {} characters.': 'Verwenden Sie höchstens {} Zeichen.',
  'Leave the fragment away.': 'Lassen Sie das Fragment (#…) weg.',
  'Wildcards are not understood: addresses are compared exactly.':
    'Platzhalter werden nicht verstanden: Adressen werden genau verglichen.',
  'Use only the characters of a URI, the others percent-encoded; no spaces, controls or backslashes.':
    'Verwenden Sie nur die Zeichen einer URI und kodieren Sie andere mit Prozentzeichen; keine Leerzeichen, Steuerzeichen oder umgekehrten Schrägstriche.',
  'Write an absolute URI, such as https://app.example.org/callback.':
    'Schreiben Sie eine vollständige URI, zum Beispiel https://app.example.org/callback.',
  'Leave user name and password away.': 'Lassen Sie Benutzername und Passwort weg.',
  'Leave . and .. out of the path, and encoded dots and slashes, too.':
    'Lassen Sie . und .. im Pfad weg, auch kodierte Punkte und Schrägstriche.',
  'Write an https address.': 'Schreiben Sie eine https-Adresse.',
  'The host or port is not written as browsers write it.':
    'Host oder Port sind nicht so geschrieben, wie Browser sie schreiben.',
  'Use https.': 'Verwenden Sie https.',
  'Use https; http is only for {}.{}.{}.{}, [::{}] and localhost.':
    'Verwenden Sie https; http ist nur für {}.{}.{}.{}, [::{}] und localhost erlaubt.',
  'Use https; other schemes are for native applications.':
    'Verwenden Sie https; andere Schemata sind nativen Anwendungen vorbehalten.',
  'Write an origin as browsers send it, such as https://app.example.org.':
    'Schreiben Sie einen Origin, wie Browser ihn senden, zum Beispiel https://app.example.org.',
  'This is here twice.': 'Dies steht hier zweimal.',
  'Give at most {}.': 'Geben Sie höchstens {} an.',
};

/** What services say of single fields. */
export const serviceTexts: Messages['serviceTexts'] = {
  ...addressTexts,
  'Use {} to {} visible characters.': 'Verwenden Sie {} bis {} sichtbare Zeichen.',
  'Use words of at most {} printable characters, without space, " and \\.':
    'Verwenden Sie Wörter aus höchstens {} druckbaren Zeichen, ohne Leerzeichen, " und \\.',
  'Only a first-party application may ask for permissions.':
    'Nur eine eigene Anwendung der Betreiber darf um „permissions“ bitten.',
  'This grant is for confidential clients.': 'Diese Art ist vertraulichen Clients vorbehalten.',
  'The grant authorization_code needs at least one.': 'Der Authorization Code braucht mindestens eine.',
  'This field may not be blank.': 'Dieses Feld darf nicht leer sein.',
  'Not a valid string.': 'Dies ist kein gültiger Text.',
  'Null characters are not allowed.': 'Nullzeichen sind nicht erlaubt.',
  'Control characters are not allowed.': 'Steuerzeichen sind nicht erlaubt.',
  'Ensure this field has no more than {} characters.': 'Geben Sie höchstens {} Zeichen ein.',
  'Enter a valid phone number.': 'Geben Sie eine gültige Telefonnummer ein.',
  'Control and other invisible characters are not allowed.':
    'Steuerzeichen und andere unsichtbare Zeichen sind nicht erlaubt.',
  'Enter a valid email address.': 'Geben Sie eine gültige E-Mail-Adresse ein.',
  'An email address or a username is required.': 'Eine E-Mail-Adresse oder ein Benutzername wird benötigt.',
  'A username that holds an @ must be the same as the email address.':
    'Ein Benutzername mit einem @ muss mit der E-Mail-Adresse übereinstimmen.',
  'A username may not hold invisible or control characters.':
    'Ein Benutzername darf keine unsichtbaren Zeichen und keine Steuerzeichen enthalten.',
  'Enter a valid username. It may hold only letters, numbers, and @/./+/-/_ characters.':
    'Geben Sie einen gültigen Benutzernamen ein. Er darf nur Buchstaben, Ziffern und die Zeichen @/./+/-/_ enthalten.',
  'A username may not mix letters of different scripts, because some look alike.':
    'Ein Benutzername darf keine Buchstaben verschiedener Schriften mischen, weil sich manche gleichen.',
  'This email already exists.': 'Diese E-Mail-Adresse ist bereits vergeben.',
  'This username already exists.': 'Dieser Benutzername ist bereits vergeben.',
  'This password has appeared in a data breach.':
    'Dieses Passwort ist bei einem Datendiebstahl bekannt geworden.',
  'This password contains characters that are not valid.':
    'Dieses Passwort enthält Zeichen, die nicht gültig sind.',
  'This password is too long. It may contain at most {} bytes.':
    'Dieses Passwort ist zu lang. Es darf höchstens {} Bytes lang sein.',
  'This password is too short. It must contain at least {} characters.':
    'Dieses Passwort ist zu kurz. Es muss mindestens {} Zeichen lang sein.',
  'This password is too short. It must contain at least {} character.':
    'Dieses Passwort ist zu kurz. Es muss mindestens {} Zeichen lang sein.',
  'This password is too common.': 'Dieses Passwort wird zu häufig verwendet.',
  'This password is entirely numeric.': 'Dieses Passwort besteht nur aus Ziffern.',
  'This password is too easy to guess. Use more words or less usual characters.':
    'Dieses Passwort ist zu leicht zu erraten. Verwenden Sie mehr Wörter oder weniger gebräuchliche Zeichen.',
  'The password is too similar to the username.': 'Das Passwort ähnelt dem Benutzernamen zu sehr.',
  'The password is too similar to the first name.': 'Das Passwort ähnelt dem Vornamen zu sehr.',
  'The password is too similar to the last name.': 'Das Passwort ähnelt dem Nachnamen zu sehr.',
  'The password is too similar to the email address.': 'Das Passwort ähnelt der E-Mail-Adresse zu sehr.',
};
