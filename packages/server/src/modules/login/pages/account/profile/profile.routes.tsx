import { noProblems } from '../../form-problems.ts';
import type { PagesDeps } from '../../pages.types.ts';
import { accountPaths, done } from '../account-addresses.ts';
import type { OwnPages } from '../own-pages.ts';
import { ProfilePage, profileFields } from './profile.page.tsx';

const path = accountPaths.profile;

/** `/account/profile`: names and phone. */
export function addProfile(pages: OwnPages, { users }: PagesDeps): void {
  pages.page({ path, summary: 'Your profile' }, ({ principal, notice, show }) => {
    const { firstName, lastName, phone, username } = principal.user;
    const entered = { first_name: firstName, last_name: lastName, phone: phone ?? '' };
    return show((token) => (
      <ProfilePage token={token} {...{ username, entered, notice }} problems={noProblems} />
    ));
  });

  pages.form(
    { path, summary: 'Change your profile with a form', fields: profileFields },
    {
      async handle({ caller, principal, form, reply }) {
        await users.update(caller, principal.user.id, {
          firstName: form.text('first_name'),
          lastName: form.text('last_name'),
          phone: form.text('phone'),
        });
        return reply.redirect(done(path, 'profile-saved'), 303);
      },
      refused({ principal, form, show }, problems) {
        const { username } = principal.user;
        const entered = {
          first_name: form.text('first_name'),
          last_name: form.text('last_name'),
          phone: form.text('phone'),
        };
        return show((token) => <ProfilePage token={token} {...{ username, entered, problems }} />);
      },
    },
  );
}
