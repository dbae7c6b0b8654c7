// Without translations: the bundle that activates the extension contains it.

/** Arabic and other signs of the category Cf that are seen. */
const seen = '\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u{110bd}\\u{110cd}';
/** Invisible by Unicode's properties, and two signs that only look like nothing: a blank of Braille, a note without a head. */
const invisible = `(?![${seen}])[\\p{Default_Ignorable_Code_Point}\\p{Cf}\\u2800\\u{1d159}]`;

const scriptsWithoutJoiners = [
  '\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}\\p{Script=Common}\\p{Script=Inherited}',
  '\\p{Script=Han}\\p{Script=Hangul}\\p{Script=Hiragana}\\p{Script=Katakana}',
].join('');

/** Where an invisible character has a use: without it the text would be spelled or drawn differently. */
const useful = [
  // Joiners and non-joiners of Persian, Arabic and the scripts of India.
  `(?<=[\\p{L}\\p{M}])(?<![${scriptsWithoutJoiners}])[\\u200c\\u200d]`,
  // Emoji of several signs, in color, in a key, and flags of regions.
  '(?<=\\p{Extended_Pictographic}(?:\\p{Emoji_Modifier}|\\ufe0f)?)\\u200d(?=\\p{Extended_Pictographic})',
  '(?<=\\p{Extended_Pictographic})[\\ufe0e\\ufe0f]',
  '(?<=[0-9#*])\\ufe0f(?=\\u20e3)',
  '(?<=\\u{1f3f4}[\\u{e0030}-\\u{e007a}]{0,6})[\\u{e0030}-\\u{e007a}\\u{e007f}]',
  // Forms of a Chinese or Mongolian sign.
  '(?<=\\p{Script=Han})[\\ufe00-\\ufe02\\u{e0100}-\\u{e01ef}]',
  '(?<=\\p{Script=Mongolian})[\\u180b-\\u180d\\u180f]',
].join('|');

/** Made by the first use: it costs a tenth of the activation. */
let pattern: RegExp | undefined;
const broken = /[\p{Cs}\p{Noncharacter_Code_Point}]/u;

/**
 * A text without the characters that nobody sees, by which it could pass for another one. They stay where a script or an
 * emoji needs them. Half a surrogate pair and what is no character becomes the sign for that.
 */
export function withoutInvisible(text: string): string {
  pattern ??= new RegExp(`(${useful})|${invisible}|[\\p{Cs}\\p{Noncharacter_Code_Point}]`, 'gu');
  return text.replace(pattern, (char, kept?: string) => kept ?? (broken.test(char) ? '\ufffd' : ''));
}
