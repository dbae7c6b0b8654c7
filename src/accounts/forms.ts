/** Loads the bundle of forms and menus. */
export const loadForms = () => import('./entry').then((entry) => entry.forms);
