import { withoutInvisible } from '../records/invisible';

/** What separates words or would reorder them: a blank in its place keeps them apart. */
const separators = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\u200b]+/gu;

/** Matches most texts, which need no change: Latin letters and signs without square brackets, single blanks inside. */
const simple = /^(?! )(?:[!-Z\\^-~\u00c0-\u024f]| (?! |$))*$/;

/** Times the limit: a text may consist of characters that vanish, and may be as long as its column. */
const mostRead = 20;

/**
 * Makes text harmless in a notification, a dialog and a save error. VS Code turns `[x](command:…)` there into a live
 * link (seen in 1.110 and 1.139): a zero-width space between `]` and `(` keeps the text readable and the link dead.
 * Line breaks become blanks, invisible characters vanish; more than `limit` characters are cut.
 */
export function plainText(text: string, limit = 600): string {
  if (text.length <= limit && simple.test(text)) return text;
  const flat = withoutInvisible(text.slice(0, mostRead * limit).replace(separators, ' '))
    .replace(/\s{2,}/g, ' ')
    .trim();
  const short =
    flat.length > limit ? `${flat.slice(0, limit - 1).replace(/[\ud800-\udbff\u200c\u200d]+$/, '')}…` : flat;
  return short.replace(/\](?=\s*\()/g, ']\u200b');
}

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/**
 * As `plainText`, for a label that is followed by other text: a right-to-left name is isolated, as numbers that follow it
 * would otherwise be shown on its other side.
 */
export function labelText(text: string, limit = 200): string {
  if (text.length <= limit && simple.test(text)) return text;
  const plain = plainText(text, limit);
  return rightToLeft.test(plain) ? `\u2068${plain}\u2069` : plain;
}

/** As `labelText` for the label or description of a picker's item, where `$(name)` would become an icon. */
export function pickerText(text: string, limit = 200): string {
  return labelText(text, limit).replace(/\$\(/g, '$\u200b(');
}
