/**
 * Whether an Accept header lets us answer JSON. As REST framework reads it: only a weight of zero counts,
 * and a header that cannot be read accepts nothing (contracts/django-easyjwt.md section 1).
 */
export function acceptsJson(accept: string | undefined): boolean {
  if (accept === undefined || accept === '' || accept === '*/*' || accept === 'application/json') return true;
  return accept.split(',').some((range) => {
    const [type = '', ...parameters] = range.split(';');
    const [main, sub] = type.trim().toLowerCase().split('/');
    if (parameters.some((parameter) => /^\s*q\s*=\s*0(\.0*)?\s*$/i.test(parameter))) return false;
    return (main === '*' || main === 'application') && (sub === '*' || sub === 'json');
  });
}
