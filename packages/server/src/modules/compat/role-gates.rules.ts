import { authenticated, levelAtMost, levelOneOf, type Policy } from '#modules/access';

/** An endpoint of the tutorial that only says whether one may see it. */
export interface RoleGate {
  url: string;
  name: string;
  policy: Policy;
  /** What those who may enter read. */
  message: string;
  /** What those who are signed in and may not enter read. */
  refusal: string;
}

/** The tutorial's permission classes as data, with its own words (seeds: users/permissions.py and views.py). */
export const roleGates: readonly RoleGate[] = [
  {
    url: '/authenticated-user/',
    name: 'Only Authenticated User',
    policy: authenticated(),
    message: 'Every authenticated user have access here',
    refusal: 'You do not have permission to perform this action.',
  },
  {
    url: '/only-staff/',
    name: 'Only Staff Owner User',
    policy: levelOneOf(0, 2, 3),
    message: "You can only see this if you're a staff or owner",
    refusal: 'Only Staff or Owner Users can access this endpoint.',
  },
  {
    url: '/only-admin/',
    name: 'Only Admin Staff Owner User',
    policy: levelOneOf(0, 2),
    message: "You can only see this if you're an admin staff or owner",
    refusal: 'Only Admin Staff or Owner Users can access this endpoint.',
  },
  {
    url: '/only-investor-owner/',
    name: 'Only Investor And Owner User',
    policy: levelAtMost(1),
    message: "You can only see this if you're an investor or owner",
    refusal: 'Only Investors or Owners can access this endpoint.',
  },
  {
    url: '/only-owner/',
    name: 'Only Owner User',
    policy: levelOneOf(0),
    message: "You can only see this if you're an owner",
    refusal: 'Only Owners can access this endpoint.',
  },
];

export const openGate = {
  url: '/all-user/',
  name: 'All User',
  message: 'Every User can visit this url, even unsigned users',
} as const;
