/** Names a browser for a year, so that its owner is told of sign-ins from others. Proves nothing. */
export const deviceCookieName = 'ostiary_device';
