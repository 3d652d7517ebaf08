import type { AppError, FieldError } from '#platform/errors.ts';
import { fieldErrorBody, type DrfAnswer, type DrfShape } from '#platform/http/drf/errors.ts';

/** The bodies with which the role tutorial refuses (seeds: SignUpView, LoginView). */

function refuseSignUp(problems: readonly FieldError[]): DrfAnswer {
  return { status: 403, body: { error: fieldErrorBody(problems), success: false } };
}

const levelRefusal = 'You cannot give a level above read only unless you hold it and may give it.';

function signUpProblems(error: AppError): readonly FieldError[] | undefined {
  switch (error.code) {
    case 'users.email_taken':
      return [{ path: 'email', message: 'user with that email already exists' }];
    case 'access.cannot_grant':
      return [{ path: 'level', message: levelRefusal }];
    case 'access.denied':
    case 'users.sign_up_closed':
      return [{ path: '', message: error.message }];
    default:
      return error.fields.length > 0 ? error.fields : undefined;
  }
}

export const roleSignUpErrors: DrfShape = (error) => {
  const problems = signUpProblems(error);
  return problems && refuseSignUp(problems);
};

export const roleSignInErrors: DrfShape = (error) => {
  if (error.code !== 'passwords.invalid_credentials') return undefined;
  return { status: 401, body: { error: 'Invalid Credentials', success: false } };
};
