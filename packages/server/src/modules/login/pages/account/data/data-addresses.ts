export const deletePath = '/account/delete';
export const keepPath = '/account/delete/cancel';
