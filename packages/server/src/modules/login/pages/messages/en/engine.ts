const unansweredRequest =
  'The application made a request that cannot be answered. Nothing was sent to it. Go back and try again; if it stays like this, tell those who run the application.';

/** Devices without a keyboard, signing out for an application, and requests that lead nowhere. */
export const engine = {
  device: {
    title: 'Connect a device',
    hint: 'Enter the code that your device shows.',
    code: 'Code',
    button: 'Continue',
    notFound: 'This code is not right, was used already or has expired. Compare it with your device.',
    aborted: 'The request was refused. Your device has no access.',
    confirmTitle: (application: string) => `Connect ${application}?`,
    confirmHint:
      'Continue only if you started this yourself and your device shows the same code. Somebody who sent you this code could otherwise use your account.',
    askedFrom: 'Asked from',
    askedWith: 'Asked with',
    unknown: 'not known',
    confirm: 'The code is the same',
    abort: 'Refuse',
    doneTitle: 'Your device is connected',
    done: (application: string) => `You can close this page and go on with ${application} on your device.`,
  },
  signOut: {
    title: 'Sign out?',
    question: (application: string) => `${application} asks to sign you out.`,
    questionOfNobody: 'Do you want to sign out?',
    hint: 'You will be signed out here, too, and from every application in this session.',
    yes: 'Sign out',
    no: 'Stay signed in',
    doneTitle: 'You are signed out',
    done: 'You can close this page.',
    backTo: (application: string) => `Back to ${application}`,
  },
  error: {
    title: 'That did not work',
    details: 'Details',
    code: 'Error code',
    description: 'Description',
    requestId: 'Request number',
    words: {
      access_denied: 'The request was refused.',
      invalid_client: 'The application that sent you here is not known on this server, or was switched off.',
      invalid_redirect_uri:
        'The application asks to send you to an address that is not registered for it, so you are not sent there.',
      invalid_scope: 'The application asks for something that it may not ask for.',
      invalid_target: 'The application asks for access to a service that it may not reach.',
      expired_token: 'The request has expired. Go back to the application and start again.',
      unauthorized_client: 'The application may not sign people in this way.',
      unsupported_response_type: unansweredRequest,
      invalid_request: unansweredRequest,
      server_error: 'Something went wrong on our side. Please try again in a moment.',
      temporarily_unavailable: 'The service cannot answer just now. Please try again in a moment.',
    } as Readonly<Record<string, string>>,
    otherWords: unansweredRequest,
  },
};
