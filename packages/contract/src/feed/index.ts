export * from './items.ts';
export * from './records.ts';
export * from './requests.ts';
