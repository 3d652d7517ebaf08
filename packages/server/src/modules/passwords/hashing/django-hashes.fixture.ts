/**
 * Made with Django 5.2.19's own hashers (argon2-cffi and bcrypt installed), by `encode(password, salt)`;
 * PBKDF2 with 1,000 iterations and bcrypt with cost 4 to keep tests quick, scrypt and argon2id with
 * Django's costs. Two by argon2-cffi with m=512, t=2, p=2, in Django's form. MD5 and SHA-1, which Django left
 * behind with 5.1, with Django 3.2.25.
 */
export const plainPassword = 'correct horse battery';
const unicodePassword = 'Pässwörd ☂ 密码';

export const djangoHashes: [password: string, encoded: string][] = [
  [plainPassword, 'pbkdf2_sha256$1000$seasalt123$8LLL/IKTXXEzdJJ5hUYPuyAMUebCj/rtkXlKp0V5hNo='],
  [plainPassword, 'pbkdf2_sha1$1000$seasalt123$A42vLgCFbuKZoNE6BlYlfsm8nVs='],
  [
    plainPassword,
    'scrypt$16384$seasalt123$8$5$h5IUHFxxbOTWpNrSvSFAUl9UKGJJ/vwcqehOY5Iqz6eP31L62RQg17jVb6KRiWhnBS1UW52FxHga6OTrsPw7qw==',
  ],
  [
    plainPassword,
    'argon2$argon2id$v=19$m=102400,t=2,p=8$dGx2eWpmME9VYU56MnNid1EwdE1OOA$bRl6xCuCOTGVLqUq8fRgGrCHAJ6HNGOG4VcBR5sKhug',
  ],
  [plainPassword, 'bcrypt_sha256$$2b$04$.SB71LB4CMe2z092/8bUoOh41RGUWoLDO5kH6NQmmG2GMY3iX.khW'],
  [plainPassword, 'bcrypt$$2b$04$JkzwVyy2WEBB8VCL2ldFqOmRXbEgRFLGDwYbG03CIcl/4p5Rscaae'],
  [unicodePassword, 'pbkdf2_sha256$1000$seasalt123$1zGZTb0626FO9QcZpp6vVfielD6N7Xiu/soM1JjfbFU='],
  [unicodePassword, 'pbkdf2_sha1$1000$seasalt123$O7j0x/VAM+Q4Y/Cqhj/a3wlJ+ls='],
  [
    unicodePassword,
    'scrypt$16384$seasalt123$8$5$98+G7YE4NLp0c71erEzA1kIUzitOYa8Lrlsthux+1RSR9/iMaWsCp8lapY+OVcJzvXDCAlVXLaOhVDy2CnI0DQ==',
  ],
  [
    unicodePassword,
    'argon2$argon2id$v=19$m=102400,t=2,p=8$SmlPcExCRFk2SWtQdVFVRUluWU1NZQ$0BxxLXE5qJyH6UdfqocPOpEd+t0eCHKuBqzCqUkR98U',
  ],
  [unicodePassword, 'bcrypt_sha256$$2b$04$7XrOdZf3q7.5Kq7A9v/ouulT7Zv/VDPe/87Oi/mS/RPjD8DMx9tHK'],
  [unicodePassword, 'bcrypt$$2b$04$CtH9G0uUSSdHifCRV2CfJOpdeVx8et9D8Gvz4RXJtCqnatb.PBzN6'],
  [
    plainPassword,
    'argon2$argon2i$v=19$m=512,t=2,p=2$wTyQz/pXFgcbA3uw7SPFRA$jSk70Ve0iYtjGswPGDVCz1I+G/nDL05r5QZEP0nYVC0',
  ],
  [
    plainPassword,
    'argon2$argon2d$v=19$m=512,t=2,p=2$OA41b/y3Br41oEuk5X0A6w$NoBI9qc/mYNBrgAQh5br7JdTpf3xAkv5Fa+VbGoYAp4',
  ],
  [plainPassword, 'md5$seasalt123$9911733623721123f588d3aec2112386'],
  [plainPassword, 'md5$$88e4ddd2402d92d50e1879d6ecd9ffd4'],
  [plainPassword, '88e4ddd2402d92d50e1879d6ecd9ffd4'],
  [plainPassword, 'sha1$seasalt123$2324e74aedb9896946fde8dfef6e85032c677b35'],
  [plainPassword, 'sha1$$98decc62ece399a22ed30d490ef333be7fde7385'],
  [unicodePassword, 'md5$seasalt123$68c9778f1be6cd9b149597aeefdae4be'],
  [unicodePassword, '3aa7d075b649a462ac94cd0932e17fb0'],
  [unicodePassword, 'sha1$seasalt123$dc4e2c675eb890fa3ca06e51a005105b0ea876ee'],
  [unicodePassword, 'sha1$$ff9d44fb782cb10acc1883a596bfed23f4555ed1'],
];

/** What Django stores for an account without a password (`make_password(None)`). */
export const unusableHash = '!gQd4yGqOiccyT4clNUS48HnyB9YCab7vc3giFJkH';
