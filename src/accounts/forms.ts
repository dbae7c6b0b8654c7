import { lazily } from '../platform/lazily';

/** Loads the bundle of forms and menus. */
export const loadForms = lazily(async () => (await import('./entry')).forms);
